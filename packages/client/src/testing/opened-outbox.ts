import type { OutboxWish } from '../outbox/outbox-item.ts';
import { type OutboxRig, outboxRig, type RigOptions, type RigPage } from './outbox-rig.ts';

export const say = (text: string, chatId = 'c'): OutboxWish => ({ kind: 'message', chatId, text });
export const payFor = (text: string, amount: string, chatId = 'c') => ({ kind: 'message', chatId, text, price: { amount } }) as const;

/** A page of an app whose user is alice. */
export async function openedOutbox(options?: RigOptions): Promise<{ readonly rig: OutboxRig; readonly page: RigPage }> {
  const rig = outboxRig(options);
  const page = await rig.open();
  rig.signIn('alice');
  await rig.timers.advance(0);
  return { rig, page };
}

/** Queues it; answers its id. @throws {Error} when it is refused */
export async function queuedId(page: RigPage, wish: OutboxWish): Promise<string> {
  const outcome = await page.outbox.send(wish);
  if (outcome.kind === 'refused') throw new Error(outcome.code);
  return outcome.item.id;
}

/** What the server's log of a chat says. */
export function textsOf(rig: OutboxRig, chat = 'c'): readonly (string | undefined)[] {
  return rig.server.log(chat).map(({ kind, text, target }) => (kind === 'message' ? text : `${kind} ${target}: ${text}`));
}

/** What becomes of it while so much time passes. */
export async function finished<T>(rig: OutboxRig, step: Promise<T>, withinMs = 10): Promise<T> {
  await rig.timers.advance(withinMs);
  return step;
}
