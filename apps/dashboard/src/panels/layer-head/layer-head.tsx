import type { LayerHealth } from '@sora/core';
import { VerdictBadge } from '../../ui/verdict-badge.tsx';

interface Props {
  readonly title: string;
  readonly about: string;
  readonly health: LayerHealth | undefined;
}

export function LayerHead({ title, about, health }: Props) {
  return (
    <header className="head">
      <div className="head-line"><h1>{title}</h1>{health !== undefined && <VerdictBadge verdict={health.verdict} />}</div>
      <p className="lead">{health?.reason ?? about}</p>
      <p className="facts">{about}</p>
    </header>
  );
}
