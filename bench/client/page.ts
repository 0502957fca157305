import { createMetrics } from '../../packages/client/src/metrics/metrics.ts';
import { createOutbox } from '../../packages/client/src/outbox/create-outbox.ts';
import { openOutboxStore } from '../../packages/client/src/outbox/open-outbox-store.ts';
import { platform } from '../../packages/client/src/platforms/web.ts';
import type { BenchPage } from './bench-page.ts';
import { captureMessage, flush, init, makeBrowserOfflineTransport, makeFetchTransport } from '@sentry/browser';

const app = platform({ app: 'bench' });
const nobody = { current: undefined, refresh: async () => undefined, end: () => undefined, subscribe: () => () => undefined };
const text = 'A message as long as people write them on a phone, more or less.';

async function openOutbox() {
  const store = await openOutboxStore(app);
  return createOutbox({ ...app, store, user: { userId: 'alice', subscribe: () => () => undefined }, session: nobody, deliver: async () => ({ kind: 'unauthenticated' }) });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function bareStore(): Promise<(n: number) => Promise<void>> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('bare', 1);
    opening.addEventListener('upgradeneeded', () => { opening.result.createObjectStore('row'); });
    opening.addEventListener('success', () => { resolve(opening.result); });
    opening.addEventListener('error', () => { reject(new Error('IndexedDB cannot be opened.')); });
  });
  return (n) => new Promise((resolve) => {
    const transaction = database.transaction('row', 'readwrite', { durability: 'strict' });
    transaction.objectStore('row').put(text, n);
    transaction.addEventListener('complete', () => { resolve(); });
  });
}

let outbox: Awaited<ReturnType<typeof openOutbox>> | undefined;
let metrics: ReturnType<typeof createMetrics> | undefined;

const page: BenchPage = {
  async enqueue(writes) {
    outbox ??= await openOutbox();
    const write = await bareStore();
    const [ours, bare]: [number[], number[]] = [[], []];
    for (let n = 0; n < writes; n++) {
      ours.push(await timed(async () => outbox?.outbox.send({ kind: 'message', chatId: `chat-${n % 10}`, text })));
      bare.push(await timed(() => write(n)));
    }
    return { ours, bare };
  },
  async fill(messages) {
    for (let n = 0; n < messages; n += 100) await Promise.all(Array.from({ length: 100 }, async (_, i) => outbox?.outbox.send({ kind: 'message', chatId: `chat-${i % 10}`, text })));
    await outbox?.stop();
  },
  async reopen() {
    const tookMs = await timed(async () => { outbox = await openOutbox(); });
    return { tookMs, items: outbox?.outbox.items().length ?? 0 };
  },
  startMetrics(url) {
    metrics = createMetrics({ platform: app, transport: app.connect(url).transport, boot: app.randomId() }, { service: 'bench', ingestKey: 'k', consent: 'granted', intervalMs: 1_000 });
    metrics.start();
  },
  countErrors(errors) {
    for (let n = 0; n < errors; n++) metrics?.countError('uncaught');
  },
  startSentry(url) {
    init({ dsn: `${url.replace('//', '//key@')}/1`, transport: makeBrowserOfflineTransport(makeFetchTransport), defaultIntegrations: false });
  },
  captureWithSentry(errors) {
    for (let n = 0; n < errors; n++) captureMessage(`error ${n}`);
  },
  captureNextWithSentry() { captureMessage('all is well'); },
  async flushSentry() { await flush(10_000); },
};
Object.assign(globalThis, { page });
