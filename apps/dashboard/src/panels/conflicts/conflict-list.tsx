import { FactValue } from '../../ui/fact-value.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import type { ConflictView, SideView } from './conflict-view.ts';
import { RestoreValue } from './restore-value.tsx';

export function ConflictList({ views }: { readonly views: readonly ConflictView[] }) {
  return <ol className="conflicts">{views.map((view) => <ConflictItem key={view.id} view={view} />)}</ol>;
}

function ConflictItem({ view }: { readonly view: ConflictView }) {
  return (
    <li className="conflict" data-conflict={view.id}>
      <p className="conflict-head">
        <span className={`severity tone-${view.tone}`}><ToneIcon tone={view.tone} /><strong>{view.title}</strong></span>
        {view.about === undefined ? <span className="breakable">{view.subject}</span> : <a className="text-link breakable" href={view.about.href}>{view.about.words}</a>}
        <time dateTime={view.atIso}>{view.at}</time>
      </p>
      <p>{view.resolution}</p>
      <div className="conflict-sides">{view.sides.map((side) => <Side key={side.label} side={side} />)}</div>
      {view.lost !== undefined && <RestoreValue lost={view.lost} />}
      <details>
        <summary>All that was recorded</summary>
        <pre tabIndex={0}>{view.detail}</pre>
      </details>
    </li>
  );
}

function Side({ side }: { readonly side: SideView }) {
  return (
    <div>
      <h3>{side.label}</h3>
      <dl className="pairs">{side.facts.map((fact) => <div key={fact.label}><dt>{fact.label}</dt><dd className="breakable"><FactValue fact={fact} /></dd></div>)}</dl>
    </div>
  );
}
