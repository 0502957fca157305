/** A share as length; the number stands beside it, so it says nothing to a screen reader. */
export function Bar({ fill, tone = 'accent' }: { readonly fill: number; readonly tone?: 'accent' | 'critical' }) {
  return <span className={`bar bar-${tone}`} aria-hidden="true"><span style={{ width: `${Math.min(1, Math.max(0, fill)) * 100}%` }} /></span>;
}
