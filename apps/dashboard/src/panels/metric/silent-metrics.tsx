import { CodeSnippet } from '../../ui/code-snippet.tsx';
import type { MetricPanelView } from './metric-panel-view.ts';

/** Metrics without a sample, each with the line that would bring one. */
export function SilentMetrics({ views, scope }: { readonly views: readonly MetricPanelView[]; readonly scope: string }) {
  return (
    <section className="silent" aria-label="Metrics without data">
      <header className="panel-head"><h2>Nothing measured</h2><span className="note">in {scope}</span></header>
      {views.map((view) => (
        <article key={view.type} className="silent-tile" data-metric={view.type}>
          <header><h3>{view.title}</h3><p>{view.meaning}</p></header>
          <CodeSnippet code={view.code} label={`The line that fills ${view.title}`} />
        </article>
      ))}
    </section>
  );
}
