import type { KeyFigure, Stat } from './reading-view.ts';

interface Props {
  readonly figure: KeyFigure;
  readonly caption: string;
  /** Absent where nothing is estimated. */
  readonly bound: string | undefined;
}

/** One number in large type, with what it is and what it is worth. */
export function BigFigure({ figure, caption, bound }: Props) {
  return (
    <p className="big-figure">
      <span className="caption">{caption}</span>
      <span className="value"><strong>{figure.text}</strong>{figure.unit !== '' && <span className="unit"> {figure.unit}</span>}{bound !== undefined && <span className="bound" title="The true percentile lies within this of the one shown."> {bound}</span>}</span>
    </p>
  );
}

export function Stats({ stats }: { readonly stats: readonly Stat[] }) {
  return (
    <dl className="stats">
      {stats.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
