import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import type { PaymentAnswer, PaymentHistory, PaymentRecord } from './payment-history.ts';
import type { WalletApi } from './wallet-api.ts';

export interface PayersOptions {
  /** The servers as they are now; a payer whose answer did not come tries another. */
  readonly apis: () => readonly WalletApi[];
  readonly history: PaymentHistory;
  readonly random: Random;
  readonly users: readonly string[];
  /** Whom most of the money goes to: a hot account. */
  readonly creator: string;
  /** Begins the keys of these payers; default `payer`. */
  readonly name?: string;
  /** Share of answered payments that are sent once more, as a phone does whose answer was lost on its way; default 0.1. */
  readonly doubtShare?: number;
  /** Payers at work at once. */
  readonly concurrency: number;
  /** No new payment once it is aborted; what is unanswered is sent until it is answered. */
  readonly stop: AbortSignal;
  /** Told when a payment is acknowledged. */
  readonly onAnswer?: () => void;
}

/** Share of payments to the hot account. */
const hotShare = 0.7;
const pauseMs = 100;
/** Generous: an answer that takes longer than this is a finding by itself. */
const patienceMs = 120_000;

/** Payers that do what phones do: pay, and repeat with the same key until they know. @returns when every payment has its answer */
export async function runPayers(options: PayersOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.concurrency }, (_, index) => runPayer(options, index)));
}

async function runPayer(options: PayersOptions, index: number): Promise<void> {
  const { history, random, users, creator, stop, name = 'payer', doubtShare = 0.1 } = options;
  const pick = () => users[Math.floor(random.next() * users.length)] ?? creator;
  for (let count = 0; !stop.aborted; count += 1) {
    const payer = pick();
    const payee = payeeFor(options, payer);
    const record = history.begin({ payer, payee, key: `${name}-${index}-${count}`, amountMinor: BigInt(1 + Math.floor(random.next() * 100)) });
    const answer = await payUntilAnswered(options, record);
    if (answer === undefined) return;
    record.answers.push(answer);
    options.onAnswer?.();
    if (random.next() < doubtShare) {
      const again = await payUntilAnswered(options, record);
      if (again !== undefined) record.answers.push(again);
    }
  }
}

function payeeFor({ random, users, creator }: PayersOptions, payer: string): string {
  const others = users.filter((user) => user !== payer);
  const picked = others[Math.floor(random.next() * others.length)] ?? creator;
  return payer !== creator && random.next() < hotShare ? creator : picked;
}

async function payUntilAnswered({ apis, random }: PayersOptions, record: PaymentRecord): Promise<PaymentAnswer | undefined> {
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs) {
    const servers = apis();
    record.attempts += 1;
    const answer = await servers[Math.floor(random.next() * servers.length)]?.pay(record);
    if (answer !== undefined) return answer;
    await sleep(pauseMs * random.next());
  }
  return undefined;
}
