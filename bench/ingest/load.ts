// The senders, in a process of their own: each message of the parent is one round of frames, answered with what became of them.
import autocannon, { type Request } from 'autocannon';
import type { FrameReceipt } from '../../packages/core/src/index.ts';
import { frameText } from './frames.ts';

export interface LoadRound {
  readonly url: string;
  readonly ingestKey: string;
  /** Number of the first frame; frames are told apart by their number. */
  readonly first: number;
  readonly frames: number;
}

export interface LoadResult {
  readonly framesPerSecond: number;
  /** Broken connections, timeouts, and answers other than 2xx. */
  readonly errors: number;
  /** Single measurements, by the receipts. */
  readonly accepted: number;
}

const connections = 64;

process.on('message', (round: LoadRound) => {
  void send(round).then((result) => process.send?.(result));
});

async function send({ url, ingestKey, first, frames }: LoadRound): Promise<LoadResult> {
  let next = first;
  let accepted = 0;
  // Our own clock: autocannon notices the end only at the next whole second.
  let answeredMs = 0;
  const request: Request = {
    method: 'POST',
    path: '/v1/ingest',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ingestKey}` },
    setupRequest: (each) => ({ ...each, body: frameText(next++) }),
    onResponse: (status, body) => {
      if (status < 300) accepted += (JSON.parse(body) as FrameReceipt).accepted;
      answeredMs = performance.now();
    },
  };
  // Looks for answers instead of sleeping until they come: to wake a sleeping process would be charged to the server that answers it,
  // and only to the one that is slower than the sender.
  let isDone = false;
  const poll = () => { if (!isDone) setImmediate(poll); };
  poll();
  const startedMs = performance.now();
  const { errors, timeouts, non2xx } = await autocannon({ url, connections, amount: frames, requests: [request] });
  isDone = true;
  return { framesPerSecond: (frames * 1000) / (answeredMs - startedMs), errors: errors + timeouts + non2xx, accepted };
}
