import { recountChat } from '../../api/chats-api.ts';
import { useAction } from '../../app/use-action.ts';
import { ActionNote } from '../../ui/action-note.tsx';
import { recountWords } from './recount-words.ts';

/** Counts the chat from its first entry; it says what that came to, and stays for the next time. */
export function RecountButton({ chatId }: { readonly chatId: string }) {
  const [state, recount] = useAction(() => recountChat(chatId));
  return (
    <div className="action">
      <button type="button" className="button" onClick={recount} disabled={state.kind === 'working'}>Recount</button>
      <ActionNote state={state} done={state.kind === 'done' ? recountWords(state.value) : ''} />
    </div>
  );
}
