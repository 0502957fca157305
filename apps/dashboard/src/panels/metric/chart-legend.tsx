import type { ChartView } from '../../ui/chart/chart-view.ts';
import { legendView } from './legend-view.ts';

/** Names the lines, and reads them out where the cursor is. */
export function ChartLegend({ view, index }: { readonly view: ChartView; readonly index: number | undefined }) {
  const { at, lines, limit } = legendView(view, index);
  return (
    <figcaption className="legend">
      {lines.map(({ label, style, value }) => <span key={label}><i className={`swatch swatch-${style} shape-${view.shape}`} />{label}{value !== '' && <b>{value}</b>}</span>)}
      {limit !== undefined && <span><i className="swatch swatch-limit" />{limit}</span>}
      <time>{at}</time>
    </figcaption>
  );
}
