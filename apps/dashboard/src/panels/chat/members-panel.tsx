import { Panel } from '../../ui/panel.tsx';
import type { MembersView } from './members-view.ts';

export function MembersPanel({ view }: { readonly view: MembersView }) {
  return (
    <Panel title="Members" note={view.note}>
      <ul className="members">{view.shown.map(({ userId, role }) => <li key={userId} data-member={userId}><span className="breakable">{userId}</span><span className="quiet">{role}</span></li>)}</ul>
      {view.more !== undefined && <p className="note">{view.more}</p>}
    </Panel>
  );
}
