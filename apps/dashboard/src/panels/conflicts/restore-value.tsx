import { getBothValues, type LostValue, restoreValue } from '../../api/documents-api.ts';
import { useAction } from '../../app/use-action.ts';
import { useMayOperate } from '../../app/use-may-operate.ts';
import { ActionNote } from '../../ui/action-note.tsx';
import { restoreView, type RestoreView } from './restore-view.ts';

/** The losing value and the way back to it. Both values are somebody's own, so that they are read only when an operator asks. */
export function RestoreValue({ lost }: { readonly lost: LostValue }) {
  const [shown, show] = useAction(() => getBothValues(lost));
  const [restored, restore] = useAction(() => restoreValue(lost));
  const mayRestore = useMayOperate();
  if (!mayRestore) return <p className="note">An operator sees both values, and can restore the one that lost.</p>;
  const values = restored.kind === 'done' ? restored.value : shown.kind === 'done' ? shown.value : undefined;
  return (
    <div className="restore">
      {values === undefined && <button type="button" className="button" onClick={show} disabled={shown.kind === 'working'}>Compare the values</button>}
      {values !== undefined && <Both view={restoreView(lost, values)} restore={restore} />}
      <ActionNote state={shown} done="" />
      <ActionNote state={restored} done="Restored, by a new version under your name. The other value is kept too." />
    </div>
  );
}

function Both({ view, restore }: { readonly view: RestoreView; readonly restore: () => void }) {
  return (
    <>
      <dl className="values">
        {[view.lost, view.standing].map(({ label, value }) => <div key={label}><dt>{label}</dt><dd className="breakable">{value}</dd></div>)}
      </dl>
      {view.mayRestore && <button type="button" className="button" ref={focus} onClick={restore}>Restore the lost value</button>}
      {view.because !== undefined && <p className="note">{view.because}</p>}
    </>
  );
}

/** The button that was pressed is gone. Outside of the component: a new function each time would take the focus back with every render. */
function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}
