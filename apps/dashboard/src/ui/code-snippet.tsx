import { useCopy } from './use-copy.ts';

/** A line to copy, and the button that copies it. */
export function CodeSnippet({ code, label }: { readonly code: string; readonly label: string }) {
  const [said, copy] = useCopy(code);
  return (
    <div className="snippet">
      <code tabIndex={0} aria-label={label}>{code}</code>
      <button type="button" className="button small" onClick={copy} aria-live="polite">{said}</button>
    </div>
  );
}
