import { getConflictHistory } from '../../../api/conflicts.ts';
import { getOwnAccounts } from '../../../api/money-api.ts';
import { OwnAccounts } from '../../../panels/money-accounts/own-accounts.tsx';
import { LatestConflicts } from '../../../panels/conflicts/latest-conflicts.tsx';
import { LastVerification } from '../../../panels/money-verification/verifications.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { StaleBadge } from '../../../ui/stale-badge.tsx';
import { conflictsOf } from '../../conflict-scope.ts';
import { useMayOperate } from '../../use-may-operate.ts';
import { useResource } from '../../use-resource.ts';
import { loadVerifications } from './verification-page.tsx';

const shownConflicts = 5;

/** What the tenant has, whether the books balance, and what was in conflict lately. */
export function MoneyOverview() {
  const accounts = useResource(getOwnAccounts);
  const conflicts = useResource(latestConflicts);
  const verifications = useResource(loadVerifications);
  const mayVerify = useMayOperate();
  return (
    <div className="page-overview">
      <Frame resource={accounts} skeleton={<RowsSkeleton />}>{(page, stale) => <div><StaleBadge stale={stale} /><OwnAccounts page={page} /></div>}</Frame>
      <div className="page-rail">
        <Frame resource={verifications} skeleton={<RowsSkeleton />}>{({ runs, units }) => <LastVerification runs={runs} units={units} mayVerify={mayVerify} />}</Frame>
        <Frame resource={conflicts} skeleton={<RowsSkeleton />}>{(page) => <LatestConflicts scope="money" conflicts={page.conflicts} />}</Frame>
      </div>
    </div>
  );
}

function latestConflicts(signal: AbortSignal) {
  return getConflictHistory({ types: conflictsOf.money, limit: shownConflicts }, signal);
}
