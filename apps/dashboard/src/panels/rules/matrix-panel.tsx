import type { ScannedFile } from '../../api/rules.ts';
import type { CellPlace } from '../../app/rules-route.ts';
import { Panel } from '../../ui/panel.tsx';
import { CellPanel } from './cell-panel.tsx';
import { isAt, isFound, type MatchView, type MatrixView, matrixView, shortPath, verdictSigns } from './matrix-view.ts';

/** Who may do what; each cell is a link that says why. */
export function MatrixPanel({ file, chosen }: { readonly file: ScannedFile; readonly chosen: CellPlace | undefined }) {
  const { columns, matches } = matrixView(file, chosen);
  const cell = file.report.matrix.find((each) => isAt(each, chosen));
  return (
    <Panel title="Who may do what" note="choose a cell to see why">
      {matches.length === 0 && <p className="empty">No match of this file names a document or an object.</p>}
      <div className="rules-matrix">
        {matches.map((match) => (
          <div key={match.key} data-match={match.path}>
            <MatchTable match={match} columns={columns} />
            {cell !== undefined && match.line === cell.line && match.path === shortPath(cell.match) && <CellPanel key={`${cell.operation} ${cell.principal}`} cell={cell} found={isFound(cell, file.report.findings)} file={file.kind} />}
          </div>
        ))}
      </div>
      <Legend columns={columns} />
    </Panel>
  );
}

/** Scrolls by itself where it is wider than the page. */
function MatchTable({ match: { path, line, rows }, columns }: { readonly match: MatchView; readonly columns: MatrixView['columns'] }) {
  return (
    <div className="rules-table" role="region" aria-label={`Who may do what to ${path}`} tabIndex={0}>
      <table>
        <caption><code>{path}</code> <small>line {line}</small></caption>
        <thead><tr><th scope="col"><span className="unseen">Operation</span></th>{columns.map(({ principal, head, words }) => <th key={principal} scope="col" title={words}>{head}</th>)}</tr></thead>
        <tbody>
          {rows.map(({ operation, cells }) => (
            <tr key={operation}>
              <th scope="row">{operation}</th>
              {cells.map((each) => <td key={each.key}><a className={`rules-cell rules-${each.isFound ? 'found' : each.kind}`} href={each.href} aria-label={each.label} aria-current={each.current ? 'true' : undefined}>{each.sign}</a></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Legend({ columns }: { readonly columns: MatrixView['columns'] }) {
  return (
    <details className="rules-legend">
      <summary>What the signs and the columns mean</summary>
      <dl className="pairs">{Object.entries(verdictSigns).map(([kind, { sign, words }]) => <div key={kind}><dt>{sign}</dt><dd>{words}</dd></div>)}<div><dt>red</dt><dd>a finding: this was not meant</dd></div></dl>
      <dl className="pairs">{columns.map(({ principal, head, words }) => <div key={principal}><dt>{head}</dt><dd>{words}</dd></div>)}</dl>
    </details>
  );
}
