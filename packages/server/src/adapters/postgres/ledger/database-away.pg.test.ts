import { afterAll, beforeAll, expect, test } from 'vitest';
import { killPostmaster } from '../../../e2e/testing/postgres-process.ts';
import { openWorkshop, type Workshop } from '../../../testing/embedded-workshop.ts';
import type { EmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { migrate } from '../migrate.ts';
import { migrationsFolder, readMigrations } from '../migration-files.ts';
import { createPool } from '../pool.ts';
import { fund, openTestLedger, pay, wallet, wrongInBooks } from './testing/test-ledger.ts';

let workshop: Workshop;
let postgres: EmbeddedPostgres;
beforeAll(async () => {
  workshop = await openWorkshop();
  postgres = await workshop.start();
  await migrate(postgres.url, await readMigrations(migrationsFolder));
});
afterAll(async () => {
  await postgres.stop();
  await workshop.clear();
});

test('a database that is killed under load and comes back: every payment is answered, each booked once [CON-8]', async () => {
  const pool = createPool({ url: postgres.url, applicationName: 'sora test', max: 4 });
  {
    await using ledger = openTestLedger({ url: postgres.url, pool }, { limits: { maxBatch: 20, deadlineMs: 40_000 } });
    await fund(ledger, ['ann', 'bob'], 10_000n);
    let answered = 0;
    const paying = Promise.all(Array.from({ length: 5_000 }, async (_, n) => {
      const outcome = await ledger.store.submit(pay(`k${n}`, 'ann', 'bob'));
      answered += 1;
      return outcome.kind;
    }));
    while (answered === 0) await new Promise((later) => { setImmediate(later); });
    await killPostmaster(workshop.layout);
    expect(answered).toBeLessThan(5_000);
    expect((await paying).filter((kind) => kind === 'refused')).toEqual([]);
    expect(await ledger.store.account('main', wallet('bob'))).toMatchObject({ balanceMinor: 15_000n });
    expect(await wrongInBooks(pool)).toEqual([]);
  }
  await pool.end();
});

test('while the database is away a payment is not done, and says so when its time is over', async () => {
  const pool = createPool({ url: 'postgresql://sora@127.0.0.1:1/none', applicationName: 'sora test', max: 1 });
  {
    await using ledger = openTestLedger({ url: 'postgresql://sora@127.0.0.1:1/none', pool });
    await expect(ledger.store.submit(pay('k', 'ann', 'bob'), { deadlineMs: 200 })).rejects.toMatchObject({ problem: 'database-unavailable' });
  }
  await pool.end();
});
