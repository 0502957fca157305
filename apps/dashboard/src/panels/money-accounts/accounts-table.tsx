import type { AccountRow } from './accounts-view.ts';

export function AccountsTable({ rows }: { readonly rows: readonly AccountRow[] }) {
  return (
    <table className="rows named-rows">
      <thead className="unseen"><tr><th>Account</th><th>Balance</th></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.account.id} data-account={row.account.id}>
            <th scope="row"><a className="text-link" href={row.account.href}>{row.name}</a>{row.frozen && <span className="tag tone-degraded">Frozen</span>}<small>{row.facts}</small></th>
            <td>{row.balance.text} <span className="quiet">{row.balance.unit}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
