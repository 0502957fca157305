import { useCopy } from './use-copy.ts';

const shownDigits = 12;

/** The beginning of a digest, enough to compare by eye; the button copies all of it. */
export function Digest({ label, digest }: { readonly label: string; readonly digest: string }) {
  const [said, copy] = useCopy(digest);
  return (
    <div className="digest">
      <dt>{label}</dt>
      <dd><code title={digest}>{digest.slice(0, shownDigits)}…</code><button type="button" className="button small" onClick={copy} aria-label={said === 'Copy' ? `Copy the whole ${label.toLowerCase()}` : said} aria-live="polite">{said}</button></dd>
    </div>
  );
}
