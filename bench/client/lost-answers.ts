import { createOutbox } from '../../packages/client/src/outbox/create-outbox.ts';
import { deliverOverHttp } from '../../packages/client/src/outbox/deliver-over-http.ts';
import { openOutboxStore } from '../../packages/client/src/outbox/open-outbox-store.ts';
import { memoryJournal } from '../../packages/client/src/platforms/memory-journal.ts';
import { platform } from '../../packages/client/src/platforms/node.ts';
import type { Transport } from '../../packages/client/src/ports/transport.ts';
import type { BenchRow } from '../row.ts';
import { naiveOutbox } from './naive-outbox.ts';

const messages = 2_000;
/** Every seventh answer is lost, after the server has done it. */
const lostEvery = 7;

/** What a server has in the end that keeps what it is sent, and knows a repeat by install and number where it is told them. */
function server() {
  const texts: string[] = [];
  const receipts = new Map<string, object>();
  let requests = 0;
  const transport: Transport = async ({ body }) => {
    const { install, installSeq, text } = body as { readonly install?: string; readonly installSeq?: number; readonly text: string };
    const identity = `${install} ${installSeq}`;
    if (install === undefined || !receipts.has(identity)) {
      texts.push(text);
      receipts.set(identity, { kind: 'written', receipt: { chat: 'c', seq: texts.length, atMs: 0, digest: '' } });
    }
    requests += 1;
    if (requests % lostEvery === 0) return { kind: 'unanswered', reason: 'network' };
    return { kind: 'answered', status: 200, body: receipts.get(identity), retryAfterMs: undefined };
  };
  return { texts, transport };
}

export async function lostAnswersRows(): Promise<readonly BenchRow[]> {
  const [ours, naive] = [await withOurs(), await withNaive()];
  const rows = (name: string, texts: readonly string[], bar?: number): readonly BenchRow[] => {
    const different = new Set(texts).size;
    const row = (what: string, value: number): BenchRow => ({ name: `${name}: ${what} of ${messages}`, value, unit: 'messages', ...(bar === undefined ? {} : { bar, holds: value <= bar }) });
    return [row('lost', messages - different), row('delivered twice', texts.length - different)];
  };
  return [...rows('every seventh answer lost, our outbox', ours, 0), ...rows('  a naive retrying outbox', naive)];
}

async function withOurs(): Promise<readonly string[]> {
  const { texts, transport } = server();
  const device = platform();
  const session = { current: { userId: 'alice', token: 't', expiresAtMs: Infinity }, refresh: async () => undefined, end: () => undefined, subscribe: () => () => undefined };
  const store = await openOutboxStore({ ...device, openJournal: async () => ({ journal: memoryJournal(), setAside: undefined }), openMemory: memoryJournal });
  // The pauses between tries are for networks, not for a benchmark.
  const timers = { after: (delayMs: number, run: () => void) => device.timers.after(Math.min(delayMs, 1), run) };
  const monotonic = { nowMs: () => device.monotonic.nowMs() * 1e6 };
  const { outbox, stop } = createOutbox({ ...device, timers, monotonic, store, user: { userId: 'alice', subscribe: () => () => undefined }, session, deliver: deliverOverHttp(transport, session) });
  for (let n = 0; n < messages; n++) await outbox.send({ kind: 'message', chatId: 'c', text: `message ${n}` });
  while (outbox.counts.unacknowledged > 0) await new Promise((resume) => { setTimeout(resume, 5); });
  await stop();
  return texts;
}

async function withNaive(): Promise<readonly string[]> {
  const { texts, transport } = server();
  const outbox = naiveOutbox(transport);
  for (let n = 0; n < messages; n++) outbox.send(`message ${n}`);
  while (outbox.queued > 0) await new Promise((resume) => { setTimeout(resume, 5); });
  return texts;
}
