import type { Transport } from '../../packages/client/src/ports/transport.ts';

/** An outbox as many apps have it: a list in memory that is posted in order, each until a success, with an id made anew for every request. */
export function naiveOutbox(transport: Transport) {
  const waiting: string[] = [];
  let isSending = false;
  async function drain(): Promise<void> {
    if (isSending) return;
    isSending = true;
    for (let text = waiting[0]; text !== undefined; text = waiting[0]) {
      const answer = await transport({ method: 'POST', path: '/v1/chats/c/messages', body: { id: crypto.randomUUID(), text }, timeoutMs: 5_000 });
      // A client error will not get better: the message is given up.
      if (answer.kind === 'answered' && answer.status < 500) waiting.shift();
    }
    isSending = false;
  }
  return {
    send(text: string) {
      waiting.push(text);
      void drain();
    },
    get queued() { return waiting.length; },
  };
}
