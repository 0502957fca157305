import { useState } from 'react';
import { releaseAccount } from '../../api/money-api.ts';
import { useAction } from '../../app/use-action.ts';
import { ActionNote } from '../../ui/action-note.tsx';

const longestReason = 500;

/** Lets a frozen account debit again; asks once more in its place, since the first press can be a slip. */
export function ReleaseAccount({ id }: { readonly id: string }) {
  const [asking, ask] = useState(false);
  const [reason, setReason] = useState('');
  const [state, release] = useAction(() => releaseAccount(id, reason.trim()));
  function submit(event: React.SubmitEvent): void {
    event.preventDefault();
    ask(false);
    release();
  }
  return (
    <div className="action">
      {!asking && <button type="button" className="button" onClick={() => ask(true)} disabled={state.kind === 'working'}>Release</button>}
      {asking && (
        <form className="confirm" onSubmit={submit}>
          <label>Why it may debit again, for the event log<input value={reason} ref={focus} onKeyDown={(event) => { if (event.key === 'Escape') ask(false); }} onChange={(event) => setReason(event.target.value)} maxLength={longestReason} autoComplete="off" /></label>
          <button className="button strong">Yes, release it</button>
          <button type="button" className="button" onClick={() => ask(false)}>Leave it frozen</button>
        </form>
      )}
      <ActionNote state={state} done="Released." />
    </div>
  );
}

/** Outside of the component: a new function each time would take the focus back with every render. */
function focus(input: HTMLInputElement | null): void {
  input?.focus();
}
