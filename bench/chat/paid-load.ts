// The payers, in a process of their own: each message of the parent is one round.
import autocannon, { type Request } from 'autocannon';
import { Agent, request } from 'node:http';
import { percentile } from '../ledger/closed-loop.ts';
import { openLoop } from '../ledger/open-loop.ts';
import { messagesPath, paidMessage } from './paid-traffic.ts';

export interface PaidRound {
  readonly url: string;
  readonly token: string;
  /** Number of the first message, so that none comes twice. */
  readonly first: number;
  readonly durationSeconds: number;
  /** How many arrive a second, whether or not those before them are answered; undefined: each connection sends when it has its answer. */
  readonly perSecond?: number;
}

export interface PaidRoundResult {
  readonly perSecond: number;
  readonly written: number;
  /** Broken connections, timeouts, and answers other than 2xx. */
  readonly errors: number;
}

/** In milliseconds from when a message was due; `lag` is how much later than that the generator sent it. */
export interface ArrivalResult {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
  readonly written: number;
  readonly errors: number;
}

const connections = 128;

process.on('message', (round: PaidRound) => {
  void (round.perSecond === undefined ? closedRound(round) : openRound(round, round.perSecond)).then((result) => process.send?.(result));
});

function headersOf({ token }: PaidRound) {
  return { 'content-type': 'application/json', authorization: `Bearer ${token}` };
}

async function closedRound(round: PaidRound): Promise<PaidRoundResult> {
  let next = round.first;
  let written = 0;
  let answeredMs = 0;
  const each: Request = {
    method: 'POST', path: messagesPath, headers: headersOf(round),
    setupRequest: (message) => ({ ...message, body: JSON.stringify(paidMessage(next++)) }),
    onResponse: (status) => {
      if (status < 300) written += 1;
      answeredMs = performance.now();
    },
  };
  const startedMs = performance.now();
  const { errors, timeouts, non2xx } = await autocannon({ url: round.url, connections, duration: round.durationSeconds, requests: [each] });
  return { perSecond: (written * 1_000) / (answeredMs - startedMs), written, errors: errors + timeouts + non2xx };
}

async function openRound(round: PaidRound, perSecond: number): Promise<ArrivalResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1_024 });
  const lagsMs: number[] = [];
  let next = round.first;
  let written = 0;
  const act = async (dueMs: number) => {
    lagsMs.push(performance.now() - dueMs);
    if ((await statusOf(round, agent, JSON.stringify(paidMessage(next++)))) < 300) written += 1;
  };
  const latenciesMs = await openLoop(act, { perSecond, durationMs: round.durationSeconds * 1_000 });
  agent.destroy();
  return {
    p50Ms: percentile(latenciesMs, 0.5), p99Ms: percentile(latenciesMs, 0.99), lagP50Ms: percentile(lagsMs, 0.5), lagP99Ms: percentile(lagsMs, 0.99),
    written, errors: latenciesMs.length - written,
  };
}

/** 0 for a connection that broke. */
async function statusOf(round: PaidRound, agent: Agent, body: string): Promise<number> {
  return await new Promise((resolve) => {
    const sending = request(`${round.url}${messagesPath}`, { method: 'POST', agent, headers: { ...headersOf(round), 'content-length': Buffer.byteLength(body) } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', () => resolve(0));
    });
    sending.once('error', () => resolve(0));
    sending.end(body);
  });
}
