import { useState } from 'react';
import { useSora } from '../../app/context.ts';
import { chatHref } from '../../ui/chat-name.ts';

const longest = 15;

/** Shows the entries from a number down, wherever it is in a long log. */
export function GoToNumber({ chatId, at }: { readonly chatId: string; readonly at: number | undefined }) {
  const { go } = useSora().route;
  const [typed, type] = useState('');
  function submit(event: React.SubmitEvent): void {
    event.preventDefault();
    const seq = Number(typed.replaceAll(/[#,\s]/g, ''));
    if (Number.isSafeInteger(seq) && seq > 0) go({ view: 'chats', page: 'chat', chat: chatId, at: seq });
  }
  return (
    <form className="go-to" onSubmit={submit}>
      <input className="number" aria-label="Number to begin with" placeholder="#" value={typed} onChange={(event) => type(event.target.value)} maxLength={longest} inputMode="numeric" autoComplete="off" />
      <button className="button">Go to number</button>
      {at !== undefined && <a className="text-link" href={chatHref(chatId)}>Back to the newest</a>}
    </form>
  );
}
