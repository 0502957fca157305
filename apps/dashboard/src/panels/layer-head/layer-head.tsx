import type { LayerHealth } from '@sora/core';
import { VerdictBadge } from '../../ui/verdict-badge.tsx';
import { capital } from '../../ui/words.ts';

interface Props {
  readonly title: string;
  readonly about: string;
  /** What the verdict is about: `the last hour`. */
  readonly scope: string;
  readonly health: LayerHealth | undefined;
}

export function LayerHead({ title, about, scope, health }: Props) {
  return (
    <header className="head">
      <div className="head-line"><h1>{title}</h1>{health !== undefined && <VerdictBadge verdict={health.verdict} />}</div>
      {health !== undefined && <p className="lead">{capital(health.reason)}, over {scope}</p>}
      <p className="facts">{about}</p>
    </header>
  );
}
