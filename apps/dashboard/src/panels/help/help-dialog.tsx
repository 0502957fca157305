import { useEffect, useRef } from 'react';
import { shortcuts } from '../../app/shortcuts.ts';

/** The keys, as the browser's own modal dialog: focus, Escape and the page behind are its business. */
export function HelpDialog({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
      <dl className="keys">{shortcuts.map(({ key, does }) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
      <form method="dialog"><button className="button">Close</button></form>
    </dialog>
  );
}
