/** A fact in words; `href` where it leads somewhere. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
}

export function FactValue({ fact }: { readonly fact: Fact }) {
  return fact.href === undefined ? fact.value : <a className="text-link" href={fact.href}>{fact.value}</a>;
}
