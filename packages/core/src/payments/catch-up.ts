import type { Clock } from '../kernel/clock.ts';
import { type CallTools, makeCall } from './make-call.ts';
import type { PaymentWork } from './payment-work.ts';
import type { CatchUp } from './payments.ts';

export interface CatchUpTools {
  readonly tools: CallTools;
  readonly work: PaymentWork;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Payments, and calls, in one sweep. */
const mostAtOnce = 100;
/** Stripe and Wise repeat a report for some days; what nobody has known for this long is other business of the same account. */
const unknownKeptMs = 35 * 24 * 60 * 60_000;

/** Level-triggered: what is undone is found by asking, so that a server that died between two steps leaves nothing behind. */
export async function catchUp({ tools, work, clock, onError }: CatchUpTools): Promise<CatchUp> {
  const { calls, books: { store } } = tools;
  const resumed = await each(await calls.due(mostAtOnce), async (call) => { await makeCall(tools, call); }, onError);
  const applied = await each(await store.due(mostAtOnce), (payment) => work.apply(payment), onError);
  await store.giveUp(clock.nowMs() - unknownKeptMs, mostAtOnce);
  return { applied, resumed };
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>, onError: (error: unknown) => void): Promise<number> {
  let done = 0;
  for (const item of items) {
    await work(item).then(() => { done += 1; }, onError);
  }
  return done;
}
