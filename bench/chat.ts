import { closedLoop, type Pace } from './chat/closed-loop.ts';
import type { ChatContestant } from './chat/contestant.ts';
import { naiveChats } from './chat/naive.ts';
import { ourChats } from './chat/ours.ts';
import { paidArrivalRows, paidHttpRows } from './chat/paid.ts';
import { hot, type Place, said, sayOrResend, uniform } from './chat/traffic.ts';
import { median } from './measure.ts';
import type { BenchRow } from './row.ts';
import type { Section } from './section.ts';
import { withTemporaryPostgres } from './temporary-postgres.ts';

const rounds = 3;
const durationMs = 3_000;

/** Batched sends beside one call a message: everybody in one chat, and ten thousand chats. 1 % of all messages are sent again. */
export const chatSections: readonly Section[] = [
  { name: 'hot', rows: () => compare('everybody in one chat', hot, 8) },
  { name: 'uniform', rows: () => compare('10,000 chats', uniform, 3) },
  { name: 'paid-http', rows: paidHttpRows },
  { name: 'paid-open-loop', rows: paidArrivalRows },
];

async function compare(name: string, place: Place, bar: number): Promise<BenchRow[]> {
  return await withTemporaryPostgres(async (url) => {
    await using ours = await ourChats(url);
    await using naive = await naiveChats(url);
    const paces = await inTurns(ours, naive, place);
    for (const contestant of [ours, naive]) await check(contestant);
    return rowsOf(name, paces, bar);
  });
}

interface Paces {
  readonly ours: readonly Pace[];
  readonly naive: readonly Pace[];
}

/** In turns, so that a slow moment of the machine falls on either; the first round warms up. */
async function inTurns(ours: ChatContestant, naive: ChatContestant, place: Place): Promise<Paces> {
  const paces: { readonly ours: Pace; readonly naive: Pace }[] = [];
  const pace = (contestant: ChatContestant) => closedLoop(() => sayOrResend(contestant, place), { callers: contestant.callers, durationMs });
  for (let round = 0; round <= rounds; round++) paces.push({ ours: await pace(ours), naive: await pace(naive) });
  const counted = paces.slice(1);
  return { ours: counted.map((round) => round.ours), naive: counted.map((round) => round.naive) };
}

function rowsOf(name: string, { ours, naive }: Paces, bar: number): BenchRow[] {
  const middle = (paces: readonly Pace[], of: keyof Pace) => median(paces.map((pace) => pace[of]));
  const ratio = middle(ours, 'perSecond') / middle(naive, 'perSecond');
  return [
    { name, value: middle(ours, 'perSecond'), unit: 'messages/s' },
    { name: `${name}, one call a message`, value: middle(naive, 'perSecond'), unit: 'messages/s' },
    { name: `${name}, P50`, value: middle(ours, 'p50Ms'), unit: 'ms' },
    { name: `${name}, P99`, value: middle(ours, 'p99Ms'), unit: 'ms' },
    { name: `${name}, one call a message, P99`, value: middle(naive, 'p99Ms'), unit: 'ms' },
    { name: `${name}, against one call a message`, value: ratio, unit: 'x', bar, holds: ratio >= bar },
  ];
}

/** @throws {Error} unless every message is there once, and the numbers of each chat have no gap */
async function check(contestant: ChatContestant): Promise<void> {
  const counts = await contestant.count();
  const expected = { messages: said.get(contestant) ?? 0, gaps: 0, doubled: 0 };
  if (JSON.stringify(counts) !== JSON.stringify(expected)) throw new Error(`A contestant holds ${JSON.stringify(counts)} instead of ${JSON.stringify(expected)}.`);
}
