import type { Found } from '../../api/money-api.ts';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { AccountsTable } from '../money-accounts/accounts-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { foundView } from './found-view.ts';
import { RefusalCard } from './refusal-card.tsx';
import { TransferCard } from './transfer-card.tsx';

interface Props {
  readonly text: string;
  readonly found: Found;
  readonly stale: string | undefined;
}

export function FoundMoney({ text, found, stale }: Props) {
  const view = foundView(text, found);
  return (
    <div className={stale === undefined ? 'found' : 'found stale'}>
      <StaleBadge stale={stale} />
      <h2 className="breakable" role="status">{view.headline}</h2>
      {view.replay !== undefined && <p className="lead">{view.replay}</p>}
      {view.transfers.length + view.refusals.length + view.accounts.length === 0 && <p className="empty">Keys are compared whole, letter by letter; <code>alice order-17</code> finds the key of this payer. Accounts are found by the beginning of a user’s id, or of an account’s, such as <code>house:</code>.</p>}
      {view.accounts.length > 0 && <Panel title="Accounts"><AccountsTable rows={view.accounts} /></Panel>}
      {view.refusals.map((refusal) => <RefusalCard key={refusal.id} view={refusal} />)}
      {view.transfers.map((transfer) => <TransferCard key={transfer.id} view={transfer} />)}
    </div>
  );
}
