import type { ScannedFile } from '../../api/rules.ts';
import { Panel } from '../../ui/panel.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { findingsView, type FindingView } from './findings-view.ts';

export function FindingsPanel({ file }: { readonly file: ScannedFile }) {
  const findings = findingsView(file);
  return (
    <Panel title="Findings" note="what is allowed and was not meant">
      {file.report.diagnostics.map(({ line, column, severity, sentence, remedy }) => <p key={`${line}:${column} ${sentence}`} className="rules-remark"><strong>{severity} in line {line}:</strong> {sentence} {remedy}</p>)}
      {findings.length === 0 && file.report.compiles && <p className="empty">Nothing. What is allowed is what is meant.</p>}
      <ol className="rules-findings">{findings.map((finding) => <li key={finding.id}><Finding finding={finding} /></li>)}</ol>
    </Panel>
  );
}

function Finding({ finding }: { readonly finding: FindingView }) {
  const { id, tone, severity, place, sentence, fix, witnesses, href, accepted } = finding;
  return (
    <article data-finding={id} className={`tone-${tone}`}>
      <p className="severity"><ToneIcon tone={tone} /><strong>{severity}</strong> <span className="quiet breakable">{place}</span></p>
      <p>{sentence}</p>
      <p className="quiet breakable">{fix}</p>
      {accepted !== undefined && <p className="note">{accepted}</p>}
      {witnesses.map(({ headline, json }) => <details key={json}><summary>Request: <code>{headline}</code></summary><pre tabIndex={0} aria-label="The request, with the database that it meets">{json}</pre></details>)}
      {href !== undefined && <a className="text-link" href={href}>Show in the matrix</a>}
    </article>
  );
}
