import { useState } from 'react';
import type { RulesAnswer } from '../../api/rules.ts';
import { rulesReportReader } from '../../api/rules-api.ts';
import { FindingsPanel } from '../../panels/rules/findings-panel.tsx';
import { MatrixPanel } from '../../panels/rules/matrix-panel.tsx';
import { NeverScanned, NoRulesSet } from '../../panels/rules/no-rules.tsx';
import { ScanButton } from '../../panels/rules/scan-button.tsx';
import { HistoryPanel, ScorePanel } from '../../panels/rules/score-panel.tsx';
import { Frame } from '../../ui/frame.tsx';
import { Segments } from '../../ui/segments.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { formatRoute } from '../route.ts';
import type { RulesRoute } from '../rules-route.ts';
import { useMayOperate } from '../use-may-operate.ts';
import { useResource } from '../use-resource.ts';

const fileTitles = { firestore: 'Firestore', storage: 'Storage' } as const;

/** What the security rules allow, to whom, and how that was found out. */
export function RulesPage({ route }: { readonly route: RulesRoute }) {
  const [load] = useState(rulesReportReader);
  const answer = useResource(load);
  const mayScan = useMayOperate();
  return (
    <div className="parts-page">
      <header className="head">
        <h1>Rules</h1>
        <p className="lead">What the security rules let anyone do, each answer with the request that shows it or with the proof that there is none.</p>
      </header>
      <Frame resource={answer} skeleton={<RowsSkeleton />}>
        {(value, stale) => <><StaleBadge stale={stale} />{mayScan && value.configured.length > 0 && <ScanButton />}<Report answer={value} route={route} /></>}
      </Frame>
    </div>
  );
}

function Report({ answer: { configured, latest, history }, route }: { readonly answer: RulesAnswer; readonly route: RulesRoute }) {
  if (latest === undefined) return configured.length === 0 ? <NoRulesSet /> : <NeverScanned paths={configured.map(({ path }) => path)} />;
  const file = latest.files.find(({ kind }) => kind === route.file) ?? latest.files[0];
  const choices = latest.files.map(({ kind }) => ({ label: fileTitles[kind], href: formatRoute({ view: 'rules', file: kind }), current: kind === file?.kind }));
  return (
    <div className="rules-page">
      <div className="rules-top"><ScorePanel scan={latest} /><HistoryPanel history={history} /></div>
      {choices.length > 1 && <Segments label="Rules files" choices={choices} />}
      {file !== undefined && <><MatrixPanel file={file} chosen={route.cell} /><FindingsPanel file={file} /></>}
    </div>
  );
}
