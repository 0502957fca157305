import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createOutbox, type RunningOutbox } from '../../packages/client/src/outbox/create-outbox.ts';
import { openOutboxStore } from '../../packages/client/src/outbox/open-outbox-store.ts';
import { platform } from '../../packages/client/src/platforms/node.ts';
import type { BenchRow } from '../row.ts';
import { percentile } from '../ledger/closed-loop.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const writes = 400;
const queued = 10_000;
const aimMs = 2;
const reopenBarMs = 300;

/** Messages that are kept on disk before anything is sent, beside bare commits of the same size into the same kind of file, in turns. */
export async function onDiskRows(): Promise<readonly BenchRow[]> {
  await using folder = await temporaryFolder();
  const running = await openAt(folder.path);
  const bare = bareFile(join(folder.path, 'bare.db'));
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let n = 0; n < writes; n++) {
    ours.push(await timed(() => running.outbox.send({ kind: 'message', chatId: `chat-${n % 10}`, text: textOf(n) })));
    theirs.push(await timed(async () => { bare.write(n, textOf(n)); }));
  }
  bare.close();
  const [p95, bareP95] = [percentile(ours, 0.95), percentile(theirs, 0.95)];
  for (let n = writes; n < queued; n += 100) await Promise.all(Array.from({ length: 100 }, (_, i) => running.outbox.send({ kind: 'message', chatId: `chat-${i % 10}`, text: textOf(n + i) })));
  await running.stop();
  let reopened: RunningOutbox | undefined;
  const reopenMs = await timed(async () => { reopened = await openAt(folder.path); });
  const found = reopened?.outbox.items().length ?? 0;
  await reopened?.stop();
  await rm(folder.path, { recursive: true, force: true });
  return [
    { name: 'SQLite FULL: a message is durable, P95', value: p95, unit: 'ms', bar: aimMs, holds: p95 <= aimMs },
    { name: 'beside a bare commit of the same text', value: p95 / bareP95, unit: 'x bare' },
    { name: `SQLite: opened again with ${found} queued`, value: reopenMs, unit: 'ms', bar: reopenBarMs, holds: reopenMs <= reopenBarMs && found >= queued },
  ];
}

const textOf = (n: number) => `Message number ${n}, as long as people write them on a phone, more or less.`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** An outbox whose user is in a tunnel. */
async function openAt(folder: string): Promise<RunningOutbox> {
  const device = platform({ folder });
  const store = await openOutboxStore(device);
  const nobody = { current: undefined, refresh: async () => undefined, end: () => undefined, subscribe: () => () => undefined };
  return createOutbox({ ...device, store, user: { userId: 'alice', subscribe: () => () => undefined }, session: nobody, deliver: async () => ({ kind: 'unauthenticated' }) });
}

function bareFile(path: string) {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; create table row (key integer primary key, value text not null)');
  const insert = database.prepare('insert into row values (?, ?)');
  return { write: (key: number, text: string) => { insert.run(key, text); }, close: () => { database.close(); } };
}
