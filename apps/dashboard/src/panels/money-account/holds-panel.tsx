import { Panel } from '../../ui/panel.tsx';
import type { HoldView } from './holds-view.ts';

export function HoldsPanel({ holds }: { readonly holds: readonly HoldView[] }) {
  return (
    <Panel title="Open holds" note="the one that times out first first">
      {holds.length === 0 && <p className="empty">Nothing is held. <code>POST /v1/wallets/USER/holds</code> reserves money until it is posted, voided or times out.</p>}
      {holds.length > 0 && (
        <table className="rows named-rows">
          <thead className="unseen"><tr><th>Hold</th><th>Amount</th></tr></thead>
          <tbody>
            {holds.map((hold) => (
              <tr key={hold.key} data-hold={hold.key}>
                <th scope="row"><a className="text-link" href={hold.payee.href}>{hold.payee.words}</a><small>{hold.left} · <a className="text-link" href={hold.keyHref}>{hold.key}</a></small></th>
                <td>{hold.amount}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
