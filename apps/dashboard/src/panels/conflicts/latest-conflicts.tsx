import type { ConflictRow } from '../../api/conflicts.ts';
import type { ConflictScope } from '../../app/conflict-scope.ts';
import { formatRoute } from '../../app/route.ts';
import { Panel } from '../../ui/panel.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { conflictView } from './conflict-view.ts';

const examples: Readonly<Record<ConflictScope, string>> = {
  money: 'A key that comes twice at once, a balance changed by hand or a webhook that overtook its payment would stand here.',
  chats: 'Two devices that rename a chat at once, or a chat’s head changed by hand, would stand here.',
};

/** The newest few, each in a sentence. */
export function LatestConflicts({ scope, conflicts }: { readonly scope: ConflictScope; readonly conflicts: readonly ConflictRow[] }) {
  const views = conflicts.map((row) => conflictView(row, []));
  return (
    <Panel title="Latest conflicts" note="each resolved when it was found">
      {views.length === 0 && <p className="empty">None was found yet. {examples[scope]}</p>}
      <ol className="latest">
        {views.map((view) => (
          <li key={view.id} data-conflict={view.id}>
            <span className={`severity tone-${view.tone}`}><ToneIcon tone={view.tone} /><strong>{view.title}</strong></span>
            <time dateTime={view.atIso}>{view.at}</time>
            <p>{view.resolution} {view.about === undefined ? <span className="breakable">{view.subject}</span> : <a className="text-link breakable" href={view.about.href}>{view.about.words}</a>}</p>
          </li>
        ))}
      </ol>
      <a className="more-link" href={formatRoute({ view: scope, page: 'conflicts' })}>All conflicts</a>
    </Panel>
  );
}
