import type { RecentChatRow } from '../../api/chats.ts';
import { useNow } from '../../app/use-now.ts';
import { CodeSnippet } from '../../ui/code-snippet.tsx';
import { Panel } from '../../ui/panel.tsx';
import { chatRows } from './chat-rows-view.ts';
import { ChatsTable } from './chats-table.tsx';

const createLine = 'curl http://127.0.0.1:4200/v1/chats -H "Authorization: Bearer $SORA_SERVICE_KEY" -d \'{"id":"lobby","kind":"room","userId":"alice"}\'';

export function RecentChats({ chats }: { readonly chats: readonly RecentChatRow[] }) {
  const nowMs = useNow();
  return (
    <Panel title="Recently active" note="the latest entry first">
      {chats.length === 0 && <Nothing />}
      {chats.length > 0 && <ChatsTable rows={chatRows(chats, ({ lastAtMs }) => nowMs - lastAtMs)} />}
    </Panel>
  );
}

function Nothing() {
  return (
    <>
      <p className="empty">There is no chat yet. A service key with the scope <code>chats:write</code> opens the first; who comes in reads everything and gets a receipt for each message:</p>
      <CodeSnippet code={createLine} label="The command that opens a chat" />
    </>
  );
}
