import { checkKills, inflictKills, type KillFigures, killFigures, type KillPlan } from '../faults/kills.ts';
import type { Checks } from '../checks.ts';
import { checkSums } from '../money/check-books.ts';
import { type ApartSeen, watchApart } from '../probes/apart-watch.ts';
import { readBooks } from '../probes/books.ts';
import { readChatLogs } from '../probes/chat-logs.ts';
import { createPulse } from '../pulse.ts';
import { checkLogs } from './check-logs.ts';
import { type ChatSystem, openPlaces, type Places, startChatSystem } from './chat-system.ts';
import { type PairsSeen, readPairs } from './paired-reader.ts';
import { createSendHistory, type SendHistory } from './send-history.ts';
import { runSenders } from './senders.ts';

export interface MessageKillOptions extends KillPlan {
  /** Share of answers to clients, and of commits of the second server, that are lost. */
  readonly cutRatio: number;
  readonly concurrency: number;
  /** No message costs anything. */
  readonly isFree?: boolean;
  /** Changes the system under test before the load begins, to see that the proof finds it. */
  readonly plant?: (databaseUrl: string) => Promise<void>;
}

/** Counts for the evidence. */
export interface MessageKillCounts extends KillFigures {
  readonly answersCut: number;
  readonly commitsCut: number;
  readonly written: number;
  readonly paid: number;
  readonly refused: number;
  readonly repeats: number;
  readonly snapshots: number;
  readonly pairedPolls: number;
}

/** Kills PostgreSQL and servers under load while answers are lost, and two readers look for a message without its payment; then compares what senders know with the logs. */
export async function proveMessageKills(checks: Checks, options: MessageKillOptions): Promise<MessageKillCounts> {
  await using system = await startChatSystem(options.random);
  const places = await openPlaces(system, { users: options.concurrency, chats: 6, isFree: options.isFree ?? false });
  await options.plant?.(await system.servers.folder.databaseUrl());
  const history = createSendHistory();
  const stop = new AbortController();
  const readers = startReaders(system, { places, random: options.random, stop: stop.signal });
  const faults = await underFire(system, { places, history, options }).finally(() => stop.abort());
  const [snapshots, pairs] = await readers;
  await checkAll(checks, system, { history, snapshots, pairs });
  const { answers: answersCut, commits: commitsCut } = system.cuts;
  checks.holds('kills: answers to clients and of commits were lost, and messages sent again', answersCut > 0 && commitsCut > 0 && history.repeats > 0, { answersCut, commitsCut, repeats: history.repeats });
  checkKills(checks, { name: 'kills', about: 'messages' }, faults);
  const paid = history.records.filter(({ sending: { price }, answers: [answer] }) => price !== undefined && answer?.kind === 'written').length;
  return { ...killFigures(faults), answersCut, commitsCut, written: history.written, paid, refused: history.refused, repeats: history.repeats, snapshots: snapshots.looks, pairedPolls: pairs.polls };
}

async function underFire(system: ChatSystem, { places, history, options }: { readonly places: Places; readonly history: SendHistory; readonly options: MessageKillOptions }) {
  const { random, concurrency, cutRatio } = options;
  const stop = new AbortController();
  const answers = createPulse();
  system.cut(cutRatio);
  const senders = runSenders({ apis: system.apis, places, history, random, concurrency, stop: stop.signal, onAnswer: answers.beat });
  const faults = await inflictKills(system.servers, { about: 'messages', underWay: () => history.unanswered, answers, concurrency }, options).finally(() => stop.abort());
  await senders;
  return faults;
}

function startReaders({ servers, direct }: ChatSystem, { places: { paid, users }, ...rest }: { readonly places: Places; readonly random: KillPlan['random']; readonly stop: AbortSignal }): Promise<[ApartSeen, PairsSeen]> {
  return Promise.all([watchApart(() => servers.folder.databaseUrl(), rest.stop), readPairs({ apis: direct, chats: paid, users, ...rest })]);
}

async function checkAll(checks: Checks, { servers }: ChatSystem, { history, snapshots, pairs }: { readonly history: SendHistory; readonly snapshots: ApartSeen; readonly pairs: PairsSeen }): Promise<void> {
  const url = await servers.folder.databaseUrl();
  checkLogs(checks, 'kills', { history, logs: await readChatLogs(url) });
  checkSums(checks, 'kills', await readBooks(url));
  checks.equal('kills: a reader of one snapshot never saw message and payment apart', snapshots.apart, []);
  checks.equal('kills: a reader who polls chat and wallet through the servers, in both orders, never saw them apart', pairs.apart, []);
  checks.holds('kills: both readers saw messages being paid for', snapshots.stages > 3 && pairs.messages > 0 && pairs.payments > 0, { snapshots: snapshots.looks, polls: pairs.polls, messages: pairs.messages, payments: pairs.payments });
}
