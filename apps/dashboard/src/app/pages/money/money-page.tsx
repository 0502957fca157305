import { MoneyHead } from '../../../panels/money-search/money-head.tsx';
import type { MoneyRoute } from '../../money-route.ts';
import { AccountPage } from './account-page.tsx';
import { ConflictsPage } from './conflicts-page.tsx';
import { FindPage } from './find-page.tsx';
import { MoneyOverview } from './money-overview.tsx';
import { VerificationPage } from './verification-page.tsx';

/** Accounts, what moved them, what was in conflict, and the proof that the books balance. */
export function MoneyPage({ route }: { readonly route: MoneyRoute }) {
  return (
    <div className="parts-page">
      <MoneyHead route={route} />
      <Part route={route} />
    </div>
  );
}

function Part({ route }: { readonly route: MoneyRoute }) {
  switch (route.page) {
    case 'overview': return <MoneyOverview />;
    case 'account': return <AccountPage id={route.account} />;
    case 'find': return <FindPage text={route.text} />;
    case 'conflicts': return <ConflictsPage type={route.type} />;
    case 'verification': return <VerificationPage />;
  }
}
