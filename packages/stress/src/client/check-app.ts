import type { Entry } from '@sora/core';
import type { Checks } from '../checks.ts';
import type { Books } from '../probes/books.ts';
import type { AppHistory, KeptMessage } from './app-history.ts';

/** How what an app was told by its client differs from what the database keeps of its user, each by name. */
export interface AppDifferences {
  /** Kept, and neither on the server nor waiting for the user. */
  readonly lost: readonly string[];
  /** Texts in more than one entry. */
  readonly doubled: readonly string[];
  /** There, with another text than the last that was kept, in another chat, or of another kind. */
  readonly altered: readonly string[];
  /** Deleted, and still there. */
  readonly undeleted: readonly string[];
  /** Texts that nobody wrote. */
  readonly invented: readonly string[];
  /** What stands behind something that was written after it. */
  readonly outOfOrder: readonly string[];
  /** Paid for though free, free though it costs something, or paid for more or less than once. */
  readonly wronglyPaid: readonly string[];
  /** A request that pays, in a run in which the user did not ask for it. */
  readonly paidUnasked: readonly string[];
  /** What the client did not take, or the server refused. */
  readonly refused: readonly string[];
  /** Still unsent at the end; -1: it never came to an end. */
  readonly unsent: number;
}

export const noAppDifferences: AppDifferences = { lost: [], doubled: [], altered: [], undeleted: [], invented: [], outOfOrder: [], wronglyPaid: [], paidUnasked: [], refused: [], unsent: 0 };

/** @param entries of this user, of each chat in the order of their numbers @param payments keys of what the user paid for messages */
export function compareApp(history: AppHistory, entries: readonly Entry[], payments: readonly string[]): AppDifferences {
  const messages = [...history.messages.values()];
  const written = new Map(entries.map((entry) => [idOf(entry), entry]));
  const current = currentTexts(entries);
  const waiting = new Set(history.settled?.toConfirm);
  const names = (all: readonly KeptMessage[]) => all.map(({ item, text }) => `${item} ${text}`);
  const found = ({ item }: KeptMessage) => written.get(item);
  const isDeleted = (entry: Entry) => current.get(placeOf(entry)) === undefined;
  return {
    lost: names(messages.filter((message) => found(message) === undefined && message.deleted === 'no' && !waiting.has(message.item))),
    doubled: repeated(entries.flatMap(({ content }) => content?.text ?? [])),
    altered: names(messages.filter((message) => isAltered(message, found(message), current))),
    undeleted: names(messages.filter((message) => { const entry = found(message); return message.deleted === 'yes' && entry !== undefined && !isDeleted(entry); })),
    invented: entries.flatMap(({ content }) => content?.text ?? []).filter((text) => !history.texts.has(text)),
    outOfOrder: outOfOrder(entries, history.parked),
    wronglyPaid: wronglyPaid(history, entries, payments),
    paidUnasked: paidUnasked(history),
    refused: [...history.refusals, ...history.settled?.refused ?? []],
    unsent: history.settled?.left ?? -1,
  };
}

function idOf({ install, installSeq }: Entry): string {
  return `${install}-${installSeq}`;
}

function placeOf({ chat, seq }: Pick<Entry, 'chat' | 'seq'>): string {
  return `${chat} ${seq}`;
}

/** By place of the message: what its last version says, undefined once it is deleted. */
function currentTexts(entries: readonly Entry[]): ReadonlyMap<string, string | undefined> {
  const texts = new Map<string, string | undefined>();
  for (const entry of entries) texts.set(placeOf({ chat: entry.chat, seq: entry.target ?? entry.seq }), entry.kind === 'delete' ? undefined : entry.content?.text);
  return texts;
}

function isAltered({ chat, text, edits, deleted }: KeptMessage, entry: Entry | undefined, current: ReadonlyMap<string, string | undefined>): boolean {
  if (entry === undefined) return false;
  if (entry.chat !== chat || entry.kind !== 'message') return true;
  const seen = current.get(placeOf(entry));
  if (seen === undefined) return deleted === 'no';
  const lastKept = edits.findLastIndex(({ isKept }) => isKept);
  const mayBe = [lastKept < 0 ? text : edits[lastKept]?.text, ...edits.slice(lastKept + 1).map((edit) => edit.text)];
  // Of what was perhaps deleted any version may be the last.
  return deleted === 'no' && !mayBe.includes(seen);
}

/** An install counts what it does, so that in one chat its numbers rise; what waits for its user comes when they say so, or when a request that was cut off gets there after all. */
function outOfOrder(entries: readonly Entry[], parked: ReadonlySet<string>): readonly string[] {
  const latest = new Map<string, number>();
  const wrong: string[] = [];
  for (const entry of entries) {
    if (parked.has(idOf(entry))) continue;
    const sender = `${entry.chat} ${entry.install}`;
    const before = latest.get(sender) ?? 0;
    if (entry.installSeq <= before) wrong.push(`${entry.chat} ${idOf(entry)} after ${before}`);
    latest.set(sender, Math.max(before, entry.installSeq));
  }
  return wrong;
}

function wronglyPaid({ messages }: AppHistory, entries: readonly Entry[], payments: readonly string[]): readonly string[] {
  const keys = entries.flatMap(({ paymentKey }) => paymentKey ?? []);
  const isWrong = (entry: Entry) => { const message = messages.get(idOf(entry)); return message !== undefined && message.isPaid !== (entry.paymentKey !== undefined); };
  return [
    ...entries.filter((entry) => entry.kind === 'message' && isWrong(entry)).map(placeOf),
    ...keys.filter((key) => !payments.includes(key)),
    ...payments.filter((key) => !keys.includes(key)),
    ...repeated([...keys]), ...repeated([...payments]),
  ];
}

function paidUnasked({ messages, payings }: AppHistory): readonly string[] {
  const isAsked = ({ run, item }: AppHistory['payings'][number]) => { const message = messages.get(item); return message === undefined || message.run === run || message.confirmedIn.includes(run); };
  return payings.filter((paying) => !isAsked(paying)).map(({ run, item }) => `${item} in run ${run}`);
}

function repeated(all: readonly string[]): readonly string[] {
  return [...Map.groupBy(all, (each) => each)].filter(([, same]) => same.length > 1).map(([each]) => each);
}

/** Everything that the database keeps of one user. */
export function keptOf(userId: string, logs: ReadonlyMap<string, readonly Entry[]>, { payments }: Pick<Books, 'payments'>): readonly [entries: readonly Entry[], payments: readonly string[]] {
  const entries = [...logs.values()].flat().filter((entry) => entry.userId === userId);
  const paid = [...payments.values()].filter(({ payer, key }) => payer === `user:USD:${userId}` && key.startsWith('sora:message:'));
  return [entries, paid.map(({ key }) => key)];
}

/** At most so many of each are shown: one tells as much as a thousand. */
const mostShown = 5;

export function checkApp(checks: Checks, about: string, differences: AppDifferences): void {
  const shown = Object.fromEntries(Object.entries(differences).map(([name, found]: [string, unknown]) => [name, Array.isArray(found) && found.length > mostShown ? [...found.slice(0, mostShown), `and ${found.length - mostShown} more`] : found]));
  checks.equal(`${about}: nothing that the client said it keeps is lost, doubled, altered or out of order, all of it is sent, and nothing is paid twice or unasked`, shown, noAppDifferences);
}
