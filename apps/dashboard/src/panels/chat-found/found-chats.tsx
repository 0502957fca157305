import { Panel } from '../../ui/panel.tsx';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { ChatsTable } from '../chat-list/chats-table.tsx';
import type { FoundChatsView } from './found-view.ts';

export function FoundChats({ view, stale }: { readonly view: FoundChatsView; readonly stale: string | undefined }) {
  const { headline, exact, rows } = view;
  return (
    <div className={stale === undefined ? 'found' : 'found stale'}>
      <StaleBadge stale={stale} />
      <h2 className="breakable" role="status">{headline}</h2>
      {exact === undefined && rows.length === 0 && <p className="empty">Chats are found by the beginning of their id, letter by letter: up to 64 letters, digits and <code>_ . -</code>.</p>}
      {rows.length > 0 && <Panel title={exact === undefined ? 'Chats' : 'Others'} note="by id"><ChatsTable rows={rows} /></Panel>}
    </div>
  );
}
