import type { PostingDay, PostingView } from './postings-view.ts';

/** Newest first, each with what it left: the balance runs from row to row. */
export function PostingsTable({ days, unit }: { readonly days: readonly PostingDay[]; readonly unit: string }) {
  return (
    <div className="postings" tabIndex={0} role="region" aria-label="Postings, newest first">
      <table>
        <thead><tr><th scope="col">Posting</th><th scope="col">Change, {unit}</th><th scope="col">Balance after</th></tr></thead>
        {days.map(({ day, rows }) => (
          <tbody key={day}>
            <tr className="posting-day"><th colSpan={3} scope="rowgroup">{day}</th></tr>
            {rows.map((row) => <PostingItem key={row.number} row={row} />)}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function PostingItem({ row }: { readonly row: PostingView }) {
  return (
    <tr data-posting={row.number}>
      <th scope="row">
        <span>{row.what} <a className="text-link" href={row.counterparty.href}>{row.counterparty.words}</a></span>
        <small><span>#{row.number}</span><time dateTime={row.atIso}>{row.at}</time><a className="text-link" href={row.keyHref} title="What was booked under this key">{row.key}</a></small>
        {row.memo !== undefined && <small className="memo">{row.memo}</small>}
      </th>
      <td className={`money change-${row.direction}`}>{row.change}</td>
      <td className="money">{row.balance}{row.held !== undefined && <small>{row.held} held</small>}</td>
    </tr>
  );
}
