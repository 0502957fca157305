import type { StepTableView } from './step-table-view.ts';

/** The chart's steps as a real table, scrolled with the keyboard too. */
export function StepTable({ table, name }: { readonly table: StepTableView; readonly name: string }) {
  return (
    <div className="step-table" tabIndex={0} role="region" aria-label={`${name}, step by step`}>
      <table>
        <thead><tr>{table.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
        <tbody>{table.rows.map(({ key, cells: [time, ...cells] }) => <tr key={key}><th scope="row">{time}</th>{cells.map((cell, index) => <td key={table.columns[index + 1]}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
