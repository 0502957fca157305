import { conflictTypes, type ConflictType } from '@sora/core';
import { conflictsOf, type ConflictScope } from '../../app/conflict-scope.ts';
import { formatRoute } from '../../app/route.ts';
import { Segments } from '../../ui/segments.tsx';
import { titleOf } from '../../ui/words.ts';

interface Props {
  readonly scope: ConflictScope;
  readonly chosen: ConflictType | undefined;
}

export function ConflictFilter({ scope, chosen }: Props) {
  const all = { label: 'All', href: formatRoute({ view: scope, page: 'conflicts' }), current: chosen === undefined };
  const each = conflictsOf[scope].map((type) => ({ label: titleOf(type), href: formatRoute({ view: scope, page: 'conflicts', type }), current: chosen === type }));
  return <div className="controls"><Segments label="Type of conflict" choices={[all, ...each]} /></div>;
}

/** What the catalog says about the types on screen. */
export function ConflictMeaning({ scope, chosen }: Props) {
  const shown = conflictsOf[scope].filter((name) => chosen === undefined || chosen === name);
  return (
    <div className="meanings">
      {shown.map((name) => (
        <details key={name} className="panel meaning" open={chosen === name}>
          <summary>What “{titleOf(name)}” means</summary>
          <dl className="pairs">
            <div><dt>Found when</dt><dd>{conflictTypes[name].detection}</dd></div>
            <div><dt>Resolved by</dt><dd>{conflictTypes[name].resolution}</dd></div>
            <div><dt>Holds afterwards</dt><dd>{conflictTypes[name].invariant}</dd></div>
          </dl>
        </details>
      ))}
    </div>
  );
}
