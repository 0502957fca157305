import type { MoneyUnit, VerificationRun } from '../../api/money.ts';
import { formatRoute } from '../../app/route.ts';
import { useNow } from '../../app/use-now.ts';
import { CodeSnippet } from '../../ui/code-snippet.tsx';
import { Panel } from '../../ui/panel.tsx';
import { VerificationEntry } from './verification-entry.tsx';
import { verificationView } from './verification-view.ts';
import { VerifyButton } from './verify-button.tsx';

interface Props {
  readonly runs: readonly VerificationRun[];
  readonly units: readonly MoneyUnit[];
  readonly mayVerify: boolean;
}

/** What the last walk through the ledger came to. */
export function LastVerification({ runs, units, mayVerify }: Props) {
  const nowMs = useNow();
  return (
    <Panel title="Last verification" note="every transfer added and hashed again">
      {runs.length === 0 && <NeverVerified />}
      {runs.slice(0, 1).map((run) => <VerificationEntry key={run.id} view={verificationView(run, units, nowMs)} />)}
      {mayVerify && <VerifyButton />}
      <a className="more-link" href={formatRoute({ view: 'money', page: 'verification' })}>All verifications</a>
    </Panel>
  );
}

export function VerificationHistory({ runs, units, mayVerify }: Props) {
  const nowMs = useNow();
  return (
    <>
      {mayVerify && <VerifyButton />}
      {runs.length === 0 && <NeverVerified />}
      <ol className="runs">{runs.map((run) => <li key={run.id}><VerificationEntry view={verificationView(run, units, nowMs)} /></li>)}</ol>
    </>
  );
}

function NeverVerified() {
  return (
    <>
      <p className="empty">No walk through the ledger is on record yet. On the machine that runs SORA:</p>
      <CodeSnippet code="npm run -s sora -- verify" label="The command that verifies the ledger" />
    </>
  );
}
