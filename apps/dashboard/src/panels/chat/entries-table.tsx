import type { EntryDay, EntryLine } from './entries-view.ts';

/** Newest first, without their texts. */
export function EntriesTable({ days }: { readonly days: readonly EntryDay[] }) {
  return (
    <div className="postings" tabIndex={0} role="region" aria-label="Entries, newest first">
      <table>
        <thead><tr><th scope="col">Entry</th><th scope="col">Text</th><th scope="col">Payment</th></tr></thead>
        {days.map(({ day, lines }) => (
          <tbody key={day}>
            <tr className="posting-day"><th colSpan={3} scope="rowgroup">{day}</th></tr>
            {lines.map((line) => (line.kind === 'gap' ? <GapLine key={line.seq} line={line} /> : <EntryItem key={line.seq} line={line} />))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function EntryItem({ line }: { readonly line: EntryLine & { readonly kind: 'entry' } }) {
  return (
    <tr data-entry={line.seq}>
      <th scope="row">
        <span>{line.what} <strong>{line.author}</strong></span>
        <small><span>{line.number}</span><time dateTime={line.atIso}>{line.at}</time>{line.marks.map((mark) => <span key={mark} className="mark-word">{mark}</span>)}</small>
      </th>
      <td className="money quiet">{line.size}</td>
      <td className="money">{line.paymentHref === undefined ? <span className="quiet">free</span> : <a className="text-link" href={line.paymentHref} aria-label={`The payment of ${line.number}`}>paid</a>}</td>
    </tr>
  );
}

function GapLine({ line }: { readonly line: EntryLine & { readonly kind: 'gap' } }) {
  return <tr className="gap-line" data-gap={line.seq}><th scope="row" colSpan={3}>{line.words}</th></tr>;
}
