import { useCallback } from 'react';
import { getFreezeFacts } from '../../../api/freeze-facts.ts';
import { joined } from '../../../api/joined.ts';
import { getAccount } from '../../../api/money-api.ts';
import { AccountPanels } from '../../../panels/money-account/account-panels.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { useMayOperate } from '../../use-may-operate.ts';
import { useResource } from '../../use-resource.ts';

/** One account with everything that moved it. */
export function AccountPage({ id }: { readonly id: string }) {
  const load = useCallback(async (signal: AbortSignal) => {
    const asked = [getAccount({ id }, signal), getFreezeFacts(id, signal)] as const;
    return joined(await Promise.all(asked), ([newest, freeze]) => ({ newest, freeze }));
  }, [id]);
  const known = useResource(load);
  const mayRelease = useMayOperate();
  return (
    <Frame resource={known} skeleton={<RowsSkeleton />}>
      {({ newest, freeze }, stale) => <AccountPanels newest={newest} freeze={freeze} mayRelease={mayRelease} stale={stale} />}
    </Frame>
  );
}
