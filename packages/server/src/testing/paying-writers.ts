import { setTimeout as sleep } from 'node:timers/promises';
import { fund, openTestLedger, pay } from '../adapters/postgres/ledger/testing/test-ledger.ts';
import type { TestDatabase } from './test-database.ts';

/** Payments between wallets, as fast as the ledger takes them. */
export interface PayingWriters {
  /** Keys of the payments that were acknowledged so far. */
  readonly acknowledged: readonly string[];
  stop(): Promise<void>;
}

const wallets = Array.from({ length: 20 }, (_, at) => `w${at}`);
const writers = 32;

export async function startPayingWriters(database: Pick<TestDatabase, 'url' | 'pool'>): Promise<PayingWriters> {
  const ledger = openTestLedger(database);
  await fund(ledger, wallets, 1_000_000n);
  const acknowledged: string[] = [];
  let wanted = true;
  const write = async (writer: number) => {
    for (let count = 0; wanted; count += 1) {
      const key = `p-${writer}-${count}`;
      const { kind } = await ledger.store.submit(pay(key, wallets[writer % wallets.length] ?? '', wallets[(writer + 1 + (count % 7)) % wallets.length] ?? ''));
      if (kind === 'posted') acknowledged.push(key);
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  await sleep(250);
  return {
    acknowledged,
    async stop() {
      wanted = false;
      await writing;
      await ledger[Symbol.asyncDispose]();
    },
  };
}
