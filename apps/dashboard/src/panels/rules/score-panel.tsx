import type { RulesScanSummary } from '@sora/core';
import type { LatestScan } from '../../api/rules.ts';
import { useNow } from '../../app/use-now.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { historyView, scoreView } from './score-view.ts';

/** Each file's score in the latest scan. */
export function ScorePanel({ scan }: { readonly scan: LatestScan }) {
  const nowMs = useNow();
  return (
    <Panel title="Score" note={`scanned ${formatDuration(nowMs - scan.atMs)} ago; more than 90 passes`}>
      <ul className="rules-scores">
        {scan.files.map((file) => {
          const view = scoreView(file);
          return (
            <li key={file.kind} data-score={file.kind} className={`tone-${view.tone}`}>
              <p className="big-figure"><span className="value"><strong>{view.score}</strong><span className="unit"> of 100</span></span></p>
              <p className="severity"><ToneIcon tone={view.tone} /><strong>{view.headline}</strong></p>
              <p className="quiet breakable">{view.facts.join(' · ')}</p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** The scores of the scans before, newest first. */
export function HistoryPanel({ history }: { readonly history: readonly RulesScanSummary[] }) {
  const rows = historyView(history, useNow());
  return (
    <Panel title="History" note="the lowest score of the files">
      <ol className="rules-history">
        {rows.map((row) => (
          <li key={row.id} data-scan={row.id}>
            <span><time dateTime={row.atIso} title={row.ago}>{row.at}</time></span>
            <strong>{row.score}</strong>
            <Bar fill={row.fill} tone={row.tone} />
            <small>{row.words}</small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
