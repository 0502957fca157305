import { useState } from 'react';
import type { FreezeFacts } from '../../api/freeze-facts.ts';
import { getAccount } from '../../api/money-api.ts';
import type { AccountPage } from '../../api/money.ts';
import type { Problem } from '../../api/problem.ts';
import { useNow } from '../../app/use-now.ts';
import { OlderButton } from '../../ui/older-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { AccountHead } from './account-head.tsx';
import { accountHeadView } from './account-head-view.ts';
import { BalanceChart } from './balance-chart.tsx';
import { balanceChart } from './balance-chart-view.ts';
import { HoldsPanel } from './holds-panel.tsx';
import { holdViews } from './holds-view.ts';
import { withNewestPostings, withOlderPostings } from './posting-pages.ts';
import { PostingsTable } from './postings-table.tsx';
import { postingDays } from './postings-view.ts';

interface Props {
  readonly newest: AccountPage;
  readonly freeze: FreezeFacts;
  readonly mayRelease: boolean;
  readonly stale: string | undefined;
}

export function AccountPanels({ newest, freeze, mayRelease, stale }: Props) {
  const { read, problem, loadOlder } = usePostings(newest);
  const nowMs = useNow();
  const chart = balanceChart(read);
  const { unit } = read.account;
  return (
    <div className={stale === undefined ? 'account' : 'account stale'}>
      <StaleBadge stale={stale} />
      <AccountHead view={accountHeadView(read, freeze)} mayRelease={mayRelease} />
      <div className="account-columns">
        <div className="account-main">
          {chart !== undefined && <BalanceChart view={chart} unit={unit} />}
          <Panel title="Postings" note="newest first">
            {read.postings.length === 0 && <p className="empty">Nothing was booked here yet. <code>POST /v1/wallets/USER/credits</code> brings the first money in.</p>}
            {read.postings.length > 0 && <PostingsTable days={postingDays(read.postings, read.units)} unit={unit} />}
            <OlderButton cursor={read.nextBefore} problem={problem} load={loadOlder} what="postings" />
          </Panel>
        </div>
        <HoldsPanel holds={holdViews(read, nowMs)} />
      </div>
    </div>
  );
}

/** All postings read so far, kept under the newest answer. */
function usePostings(newest: AccountPage) {
  const [read, setRead] = useState(newest);
  const [problem, setProblem] = useState<Problem>();
  const [merged, markMerged] = useState(newest);
  if (merged !== newest) {
    markMerged(newest);
    setRead(withNewestPostings(read, newest));
  }
  async function loadOlder(before: number): Promise<void> {
    const answer = await getAccount({ id: newest.account.id, before });
    setProblem(answer.kind === 'problem' ? answer.problem : undefined);
    if (answer.kind === 'ok') setRead((held) => (held.nextBefore === before ? withOlderPostings(held, answer.value) : held));
  }
  return { read, problem, loadOlder };
}
