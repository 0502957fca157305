import { verifyLedger } from '../../api/money-api.ts';
import { useAction } from '../../app/use-action.ts';
import { ActionNote } from '../../ui/action-note.tsx';

/** Begins a walk through the whole ledger; the report appears by itself. */
export function VerifyButton() {
  const [state, verify] = useAction(verifyLedger);
  return (
    <div className="action">
      <button type="button" className="button" onClick={verify} disabled={state.kind === 'working'}>Verify now</button>
      <ActionNote state={state} done="Begun. Its report appears here by itself." />
    </div>
  );
}
