import type { Payments } from '@sora/core';
import { startTicker } from './ticker.ts';

/** Short, since it is what a payment waits for whose server died between keeping its report and applying it. Two small questions when idle. */
const sweepMs = 2_000;

/** On every server: does what another, or this one before its restart, left undone. Who does it is decided payer by payer. */
export function startPaymentSweeps(payments: Pick<Payments, 'catchUp' | 'idle'>, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const ticker = startTicker(sweepMs, async () => { await payments.catchUp(); }, onError);
  return {
    async stop() {
      await ticker.stop();
      await payments.idle();
    },
  };
}
