export interface Segment {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

/** A choice of one among few. Links, so that each choice has an address and opens in a new tab too. */
export function Segments({ label, choices }: { readonly label: string; readonly choices: readonly Segment[] }) {
  return (
    <nav className="segments" aria-label={label}>
      {choices.map((choice) => <a key={choice.href} href={choice.href} aria-current={choice.current ? 'true' : undefined}>{choice.label}</a>)}
    </nav>
  );
}
