import type { KeyFigure, Stat } from './reading-view.ts';

/** One number in large type, with what it is. */
export function BigFigure({ figure, caption }: { readonly figure: KeyFigure; readonly caption: string }) {
  return (
    <p className="big-figure">
      <span className="caption">{caption}</span>
      <span className="value"><strong>{figure.text}</strong>{figure.unit !== '' && <span className="unit"> {figure.unit}</span>}</span>
    </p>
  );
}

export function Stats({ stats, bound }: { readonly stats: readonly Stat[]; readonly bound: string | undefined }) {
  return (
    <dl className="stats">
      {stats.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
      {bound !== undefined && <div><dt>Bound</dt><dd title="The true percentile lies within this of the one shown.">{bound}</dd></div>}
    </dl>
  );
}
