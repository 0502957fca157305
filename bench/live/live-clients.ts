// Real sockets in one room: opens one for each token, and reports when what arrived. Talked to over IPC.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What the parent says. */
export type ClientOrder =
  | { readonly kind: 'connect'; readonly url: string; readonly chat: string; readonly tokens: readonly string[] }
  /** Answered once every socket has everything up to `lastSeq`, or after half a minute. */
  | { readonly kind: 'report'; readonly lastSeq: number };

export interface Connected {
  readonly sockets: number;
  readonly tookMs: number;
}

export interface ClientReport {
  /** Of every entry at every socket, from its sending, in milliseconds. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  readonly received: number;
  readonly frames: number;
  /** Sockets that missed something, got it twice or out of order. */
  readonly wrong: number;
}

const atOnce = 200;
const patienceMs = 30_000;
const connectPatienceMs = 120_000;
/** The last number of each socket; -1 once it got anything but the next one. */
const lastSeqs: number[] = [];
let delaysMs: number[] = [];
let frames = 0;

/** The same clock in every process of a machine. */
const nowMs = () => performance.timeOrigin + performance.now();

process.on('message', (order: ClientOrder) => {
  void (order.kind === 'connect' ? connectAll(order) : report(order.lastSeq)).then((answer) => process.send?.(answer));
});
process.once('SIGINT', () => process.exit(0));

async function connectAll({ url, chat, tokens }: ClientOrder & { readonly kind: 'connect' }): Promise<Connected> {
  const startedAtMs = performance.now();
  const waiting = [...tokens.entries()];
  const connectOn = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await connect(url, chat, next);
  };
  const late = sleep(connectPatienceMs, undefined, { ref: false }).then(() => Promise.reject(new Error(`After ${connectPatienceMs / 1_000} s ${waiting.length} sockets still wait.`)));
  await Promise.race([Promise.all(Array.from({ length: atOnce }, connectOn)), late]);
  return { sockets: lastSeqs.length, tookMs: performance.now() - startedAtMs };
}

async function connect(url: string, chat: string, [socket, token]: readonly [number, string]): Promise<void> {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/v1/live`, { perMessageDeflate: false });
  await once(ws, 'open');
  const subscribed = Promise.withResolvers<void>();
  lastSeqs[socket] = 0;
  ws.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { readonly type: string; readonly entries: readonly { readonly seq: number; readonly text: string }[] };
    if (frame.type === 'welcome') ws.send(JSON.stringify({ type: 'subscribe', chat, from: 1 }));
    else if (frame.type === 'subscribed') subscribed.resolve();
    else if (frame.type === 'entries') take(socket, frame.entries);
  });
  ws.once('close', (code) => {
    lastSeqs[socket] = -1;
    subscribed.reject(new Error(`The server hung up with ${code}.`));
  });
  ws.send(JSON.stringify({ type: 'hello', version: 1, token }));
  await subscribed.promise;
}

function take(socket: number, entries: readonly { readonly seq: number; readonly text: string }[]): void {
  frames += 1;
  const arrivedAtMs = nowMs();
  for (const { seq, text } of entries) {
    delaysMs.push(arrivedAtMs - Number(text));
    lastSeqs[socket] = seq === (lastSeqs[socket] ?? 0) + 1 ? seq : -1;
  }
}

async function report(lastSeq: number): Promise<ClientReport> {
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs && lastSeqs.some((seq) => seq >= 0 && seq < lastSeq)) await sleep(20);
  const sorted = Float64Array.from(delaysMs).toSorted();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const answer = { p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1), received: sorted.length, frames, wrong: lastSeqs.filter((seq) => seq !== lastSeq).length };
  [delaysMs, frames] = [[], 0];
  return answer;
}
