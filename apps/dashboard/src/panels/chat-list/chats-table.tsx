import type { ChatRowView } from './chat-rows-view.ts';

export function ChatsTable({ rows }: { readonly rows: readonly ChatRowView[] }) {
  return (
    <table className="rows named-rows">
      <thead className="unseen"><tr><th>Chat</th><th>Last number</th></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.chatId} data-chat={row.chatId}>
            <th scope="row"><a className="text-link" href={row.href}>{row.chatId}</a>{row.isClosed && <span className="tag tone-quiet">Closed</span>}<small>{row.facts}</small></th>
            <td>{row.entries}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
