import { Panel } from '../../ui/panel.tsx';
import type { StripView } from './strip-view.ts';

/** The sequence at a glance. Cells are for the eye: the sentence and the links below say the same. */
export function StripPanel({ view }: { readonly view: StripView }) {
  return (
    <Panel title="Sequence" note={view.note}>
      <div className="strip" role="img" aria-label={view.summary}>
        {view.cells.map(({ key, kind, title }) => <span key={key} className={`cell cell-${kind}`} data-cell={kind} title={title} />)}
      </div>
      <p className="strip-legend" aria-hidden="true">{view.legend.map(({ kind, label }) => <span key={kind}><span className={`cell cell-${kind}`} />{label}</span>)}</p>
      {view.earlierHref !== undefined && <a className="more-link" href={view.earlierHref}>Earlier numbers</a>}
      {view.gaps.length > 0 && (
        <p className="strip-gaps">
          <strong>Missing:</strong> {view.gaps.map(({ words, href }) => <a key={href} className="text-link" href={href}>{words}</a>)}{view.isMore && <span>and more</span>}
        </p>
      )}
    </Panel>
  );
}
