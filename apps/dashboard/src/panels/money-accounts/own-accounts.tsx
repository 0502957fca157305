import type { AccountsPage } from '../../api/money.ts';
import { CodeSnippet } from '../../ui/code-snippet.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AccountsTable } from './accounts-table.tsx';
import { accountRows } from './accounts-view.ts';

const openLine = 'curl -X POST http://127.0.0.1:4200/v1/wallets -H "Authorization: Bearer $SORA_SERVICE_KEY" -d \'{"userId":"alice"}\'';

/** What the tenant earned, and what is on its way to or from its providers. */
export function OwnAccounts({ page }: { readonly page: AccountsPage }) {
  const rows = accountRows(page.accounts, page.units);
  return (
    <Panel title="House and clearing" note="users’ wallets are found by their name above">
      {rows.length === 0 && <Nothing />}
      {rows.length > 0 && <AccountsTable rows={rows} />}
    </Panel>
  );
}

function Nothing() {
  return (
    <>
      <p className="empty">No money has moved yet. A service key with the scope <code>wallets:write</code> opens the first wallet; what its user spends lands in <code>house:USD:spend</code>:</p>
      <CodeSnippet code={openLine} label="The command that opens a wallet" />
    </>
  );
}
