import type { LiveRoomRow } from '../../api/chats.ts';
import { Bar } from '../../ui/bar.tsx';
import { Panel } from '../../ui/panel.tsx';
import { liveRooms } from './live-rooms-view.ts';

/** Rooms with who watches them on all servers, and chats in which something is said just now. */
export function LiveRooms({ rooms }: { readonly rooms: readonly LiveRoomRow[] }) {
  return (
    <Panel title="Live now" note="viewers of all servers, entries of the last minute">
      {rooms.length === 0 && <p className="empty">Nobody watches a room, and nothing was said within a minute. Who subscribes to a room over <code>/v1/live</code> is counted here a few seconds later.</p>}
      {rooms.length > 0 && (
        <table className="rows named-rows">
          <thead className="unseen"><tr><th>Chat</th><th>Viewers</th><th>Entries a minute</th></tr></thead>
          <tbody>
            {liveRooms(rooms).map((room) => (
              <tr key={room.chatId} data-room={room.chatId}>
                <th scope="row"><a className="text-link" href={room.href}>{room.chatId}</a><small>{room.servers}</small></th>
                <td>{room.viewers}<Bar fill={room.fill} /></td>
                <td className="quiet">{room.rate}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
