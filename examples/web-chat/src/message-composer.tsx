import { useComposer } from '@sora/client/react';
import { type FormEvent, useState } from 'react';
import { refusalWords } from './waiting-view.ts';

/** @param price of a message here, in minor units */
export function MessageComposer({ chatId, price }: { readonly chatId: string; readonly price: string | undefined }) {
  const { text, setText, send } = useComposer(chatId);
  const [refusal, setRefusal] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await send(price === undefined ? undefined : { amount: price });
    setRefusal(outcome?.kind === 'refused' ? refusalWords(outcome.code) : undefined);
  };
  return (
    <form className="composer" onSubmit={(event) => { void submit(event); }}>
      <label>
        <span>Message</span>
        <input value={text} onChange={({ target }) => { setText(target.value); }} placeholder="Write something" autoComplete="off" />
      </label>
      <button type="submit" disabled={text === ''}>{price === undefined ? 'Send' : `Send for ${(Number(price) / 100).toFixed(2)}`}</button>
      {refusal !== undefined && <p role="status">{refusal}</p>}
    </form>
  );
}
