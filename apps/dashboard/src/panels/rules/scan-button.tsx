import { scanRules } from '../../api/rules-api.ts';
import { useAction } from '../../app/use-action.ts';
import { ActionNote } from '../../ui/action-note.tsx';

/** Scans the files of the settings; the report appears by itself. */
export function ScanButton() {
  const [state, scan] = useAction(scanRules);
  const isWorking = state.kind === 'working';
  return (
    <div className="action">
      <button type="button" className="button" onClick={scan} disabled={isWorking}>{isWorking ? 'Scanning…' : 'Scan now'}</button>
      <ActionNote state={state} done="Scanned." />
    </div>
  );
}
