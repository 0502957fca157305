import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectWholeLog } from '../testing/contracts/chat-store-harness.ts';
import { applyChatChange, type ChatTables, chatTables, eraseTexts, logOf, type MemberRow, readChatState } from '../testing/memory/chat-tables.ts';
import { type NaiveChat, naiveChat } from '../testing/naive-chat.ts';
import { toySha256 } from '../testing/toy-sha256.ts';
import type { ChatRole } from './chat.ts';
import { decideSends } from './decide-sends.ts';
import { openChat } from './open-chat.ts';
import { headDifferences, recount } from './recount.ts';
import type { Send, SendOutcome } from './send.ts';

type Step =
  | { readonly kind: 'batch'; readonly sends: readonly (Send | { readonly again: number })[] }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'settings'; readonly chat: string; readonly slowModeMs: number; readonly isClosed: boolean }
  | { readonly kind: 'member'; readonly chat: string; readonly userId: string; readonly role: ChatRole | undefined }
  | { readonly kind: 'erase'; readonly userId: string };

// Few names and numbers, so that identities, targets and members meet again and again.
const chats = ['c', 'd'];
const chat = fc.constantFrom(...chats);
const userId = fc.constantFrom('olga', 'mona', 'alice', 'bob');
const identity = {
  tenant: fc.constant('main'), chat: fc.oneof({ weight: 30, arbitrary: chat }, { weight: 1, arbitrary: fc.constant('nowhere') }), userId,
  install: fc.constantFrom('phone', 'tablet'), installSeq: fc.integer({ min: 1, max: 12 }),
};
const content = fc.record({ text: fc.constantFrom('one', 'two'), salt: fc.constantFrom('0'.repeat(32), '1'.repeat(32)) });
const target = fc.integer({ min: 1, max: 12 });
const send: fc.Arbitrary<Send> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ ...identity, kind: fc.constant('message' as const), content }) },
  { weight: 3, arbitrary: fc.record({ ...identity, kind: fc.constant('edit' as const), target, content }) },
  { weight: 2, arbitrary: fc.record({ ...identity, kind: fc.constant('delete' as const), target }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('batch' as const), sends: fc.array(fc.oneof({ weight: 4, arbitrary: send }, { weight: 1, arbitrary: fc.record({ again: fc.nat() }) }), { minLength: 1, maxLength: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settings' as const), chat, slowModeMs: fc.constantFrom(0, 0, 10, 40), isClosed: fc.constantFrom(false, false, false, true) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('member' as const), chat, userId, role: fc.constantFrom<ChatRole | undefined>('owner', 'moderator', 'member', 'member', undefined) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), userId }) },
);

describe('chats against a naive model', () => {
  test('answer the same, keep every invariant, and splitting a batch changes nothing [CON-7]', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) => {
      for (const word of play(steps)) seen.add(word.replace(/ .*/, ''));
    }), { seed: 20_260_101, numRuns: 250 });
    expect(seen).toEqual(new Set(['written', 'replayed', 'unknown-chat', 'not-a-member', 'not-allowed', 'chat-closed', 'slow-mode', 'unknown-message', 'identity-reused']));
  });
});

/** Plays the steps in batches, one send at a time, and on the naive model, and compares. Answers what was seen. */
function play(steps: readonly Step[]): readonly string[] {
  const [batched, single, naive] = [freshTables(), freshTables(), freshNaive()];
  const [sent, words]: [Send[], string[]] = [[], []];
  let nowMs = 1_000_000;
  for (const each of steps) {
    if (each.kind === 'wait') nowMs += each.ms;
    if (each.kind !== 'batch') {
      change(naive, [batched, single], each);
      continue;
    }
    const sends = each.sends.map((given) => ('again' in given ? sent[given.again % Math.max(sent.length, 1)] : given)).filter((given) => given !== undefined);
    sent.push(...sends);
    const outcomes = decide(batched, sends, nowMs);
    expect(outcomes).toEqual(sends.map((given) => naive.send(given, nowMs)));
    expect(sends.flatMap((given) => decide(single, [given], nowMs))).toEqual(outcomes);
    expect(single).toEqual(batched);
    checkInvariants(batched, naive);
    words.push(...outcomes);
  }
  return words;
}

function freshTables(): ChatTables {
  const tables = chatTables();
  for (const id of chats) {
    tables.chats.set(`main ${id}`, openChat({ tenant: 'main', id, kind: 'group', owner: 'olga' }, 1));
    tables.members.set(`main ${id} olga`, memberRow(id, 'olga', 'owner'));
    tables.members.set(`main ${id} alice`, memberRow(id, 'alice', 'member'));
  }
  return tables;
}

function freshNaive(): NaiveChat {
  const naive = naiveChat(chats);
  for (const id of chats) naive.room(id).roles.set('olga', 'owner').set('alice', 'member');
  return naive;
}

function memberRow(chatId: string, user: string, role: ChatRole): MemberRow {
  return { tenant: 'main', chat: chatId, userId: user, role, joinedAtMs: 1, lastSentAtMs: undefined, readSeq: 0, readAtMs: 1 };
}

function change(naive: NaiveChat, all: readonly ChatTables[], given: Exclude<Step, { readonly kind: 'batch' }>): void {
  if (given.kind === 'settings') Object.assign(naive.room(given.chat), { slowModeMs: given.slowModeMs, isClosed: given.isClosed });
  if (given.kind === 'member') setNaiveMember(naive, given);
  if (given.kind === 'erase') naive.erase(given.userId);
  for (const tables of all) changeTables(tables, given);
}

function setNaiveMember(naive: NaiveChat, { chat: id, userId: user, role }: Step & { readonly kind: 'member' }): void {
  const { roles, sentAtMs } = naive.room(id);
  if (role !== undefined) return void roles.set(user, role);
  roles.delete(user);
  sentAtMs.delete(user);
}

function changeTables(tables: ChatTables, given: Exclude<Step, { readonly kind: 'batch' }>): void {
  if (given.kind === 'settings') {
    const found = tables.chats.get(`main ${given.chat}`);
    if (found !== undefined) tables.chats.set(`main ${given.chat}`, { ...found, slowModeMs: given.slowModeMs, isClosed: given.isClosed });
  }
  if (given.kind === 'member') {
    const key = `main ${given.chat} ${given.userId}`;
    if (given.role === undefined) tables.members.delete(key);
    else tables.members.set(key, { ...tables.members.get(key) ?? memberRow(given.chat, given.userId, given.role), role: given.role });
  }
  if (given.kind === 'erase') eraseTexts(tables, { tenant: 'main', userId: given.userId, limit: Infinity });
}

function decide(tables: ChatTables, sends: readonly Send[], nowMs: number): readonly string[] {
  const decided = decideSends(readChatState(tables, sends, { tenant: 'main', nowMs }), sends, toySha256);
  applyChatChange(tables, 'main', decided);
  return decided.outcomes.map(wordOf);
}

function wordOf(outcome: SendOutcome): string {
  switch (outcome.kind) {
    case 'written': return `written ${outcome.entry.seq} v${outcome.entry.version}`;
    case 'replayed': return `replayed ${outcome.entry.seq}`;
    case 'refused': return outcome.retryAfterMs === undefined ? outcome.code : `${outcome.code} for ${outcome.retryAfterMs}`;
    case 'payment-refused': return outcome.code;
  }
}

function checkInvariants(tables: ChatTables, naive: NaiveChat): void {
  for (const id of chats) {
    const [head, log] = [tables.chats.get(`main ${id}`), logOf(tables, 'main', id)];
    expectWholeLog(log, toySha256);
    expect(head && headDifferences(head, recount(log))).toEqual([]);
    expect(head).toMatchObject({ lastSeq: log.length, messages: naive.messages(id) });
    expect(log.map(({ kind, version, userId: user }) => [kind, version, user])).toEqual(naive.room(id).log.map((entry) => [entry.send.kind, entry.version, entry.send.userId]));
  }
}
