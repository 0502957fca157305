import { joined } from '../../../api/joined.ts';
import { getLedgerVerification, getUnits } from '../../../api/money-api.ts';
import { VerificationHistory } from '../../../panels/money-verification/verifications.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { StaleBadge } from '../../../ui/stale-badge.tsx';
import { useMayOperate } from '../../use-may-operate.ts';
import { useResource } from '../../use-resource.ts';

/** Every walk through the ledger that was kept. */
export function VerificationPage() {
  const known = useResource(loadVerifications);
  const mayVerify = useMayOperate();
  return (
    <>
      <p className="lead apart">A verification reads every transfer again, adds up every account and recomputes every seal. A row that was changed, deleted or moved past the ledger shows here.</p>
      <Frame resource={known} skeleton={<RowsSkeleton />}>
        {({ runs, units }, stale) => <><StaleBadge stale={stale} /><VerificationHistory runs={runs} units={units} mayVerify={mayVerify} /></>}
      </Frame>
    </>
  );
}

export async function loadVerifications(signal: AbortSignal) {
  const asked = [getLedgerVerification(signal), getUnits(signal)] as const;
  return joined(await Promise.all(asked), ([{ verifications }, units]) => ({ runs: verifications, units }));
}
