import type { Timers } from '../kernel/timers.ts';
import { applyPayment, type PaymentBooks } from './apply-payment.ts';
import type { Payment } from './payment.ts';

export interface PaymentWork {
  /** Applies what waits for a payment, after whoever has the turn; gives up after a second, for then the next sweep finds it. */
  apply(payment: Payment): Promise<void>;
  /** Does it after the caller was answered. */
  soon(work: () => Promise<void>): void;
  idle(): Promise<void>;
}

/** Pauses between attempts to get the turn, in milliseconds. */
const patience = [10, 20, 40, 80, 160, 320, 640];

export function paymentWork(books: PaymentBooks, timers: Timers, onError: (error: unknown) => void): PaymentWork {
  const underWay = new Set<Promise<void>>();
  const pause = (ms: number) => new Promise<void>((resolve) => { timers.after(ms, resolve); });
  return {
    async apply(payment) {
      for (const ms of patience) {
        if ((await applyPayment(books, payment)) === 'applied') return;
        await pause(ms);
      }
    },
    soon(work) {
      const running = work().catch(onError).finally(() => underWay.delete(running));
      underWay.add(running);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
