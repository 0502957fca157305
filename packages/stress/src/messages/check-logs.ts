import type { Entry } from '@sora/core';
import type { Checks } from '../checks.ts';
import type { ChatLogs } from '../probes/chat-logs.ts';
import { type SendHistory, sendingName, type SendRecord } from './send-history.ts';

/** How the history that senders wrote down differs from what the database keeps. */
export interface Differences {
  /** Acknowledged as written, and not there. */
  readonly lost: number;
  /** There with another text, kind, target, number or digest than was asked for or acknowledged. */
  readonly altered: number;
  /** One text in two entries, or two different receipts for one sending. */
  readonly doubled: number;
  /** Acknowledged as refused, and written all the same. */
  readonly refusedButWritten: number;
  /** Never answered. */
  readonly unanswered: number;
  /** Written, and nobody asked for it. */
  readonly invented: number;
  /** Pairs of a chat and a sender who find what they sent in another order than they sent it. */
  readonly outOfOrder: number;
}

export const noDifferences: Differences = { lost: 0, altered: 0, doubled: 0, refusedButWritten: 0, unanswered: 0, invented: 0, outOfOrder: 0 };

export function compareWithLogs(history: SendHistory, { logs }: Pick<ChatLogs, 'logs'>): Differences {
  const entries = [...logs.values()].flat();
  const written = new Map(entries.map((entry) => [sendingName(entry), entry]));
  const asked = new Set(history.records.map(({ sending }) => sendingName(sending)));
  const entryOf = ({ sending }: SendRecord) => written.get(sendingName(sending));
  const count = (isOne: (record: SendRecord) => boolean) => history.records.filter(isOne).length;
  return {
    lost: count((record) => record.answers[0]?.kind === 'written' && entryOf(record) === undefined),
    altered: count((record) => isAltered(record, entryOf(record))),
    doubled: doubledTexts(entries) + count(({ answers }) => new Set(answers.map(answerName)).size > 1),
    refusedButWritten: count((record) => record.answers[0]?.kind === 'refused' && entryOf(record) !== undefined),
    unanswered: count(({ answers, attempts }) => attempts > 0 && answers.length === 0),
    invented: entries.filter((entry) => !asked.has(sendingName(entry))).length,
    outOfOrder: [...logs.values()].reduce((sum, log) => sum + outOfOrder(log), 0),
  };
}

function answerName(answer: SendRecord['answers'][number]): string {
  return answer.kind === 'written' ? `${answer.seq} ${answer.digest}` : answer.code;
}

function isAltered({ sending: { kind, target, text, price }, answers: [answer] }: SendRecord, entry: Entry | undefined): boolean {
  if (entry === undefined) return false;
  const isOther = entry.kind !== kind || entry.target !== target || (entry.paymentKey !== undefined) !== (price !== undefined);
  // Deleting a message takes its texts with it.
  const isOtherText = entry.content !== undefined && entry.content.text !== text;
  return isOther || isOtherText || (answer?.kind === 'written' && (answer.seq !== entry.seq || answer.digest !== entry.digest));
}

function doubledTexts(entries: readonly Entry[]): number {
  const texts = entries.flatMap(({ content }) => (content === undefined ? [] : [content.text]));
  return texts.length - new Set(texts).size;
}

/** An install sends one thing after the other and counts them, so that in one chat its numbers rise. */
function outOfOrder(log: readonly Entry[]): number {
  const latest = new Map<string, number>();
  const wrong = new Set<string>();
  for (const { userId, install, installSeq } of log) {
    const sender = `${userId} ${install}`;
    if (installSeq <= (latest.get(sender) ?? 0)) wrong.add(sender);
    latest.set(sender, installSeq);
  }
  return wrong.size;
}

export function checkLogs(checks: Checks, about: string, { history, logs }: { readonly history: SendHistory; readonly logs: ChatLogs }): void {
  checks.equal(`${about}: nothing acknowledged is lost, altered, doubled or invented, everything was answered, and each sender's order is kept`, compareWithLogs(history, logs), noDifferences);
  checks.equal(`${about}: the numbers of each chat have no gap`, logs.gaps, []);
  checks.equal(`${about}: every digest follows from the one before, and every head from its log`, [logs.brokenDigests, logs.wrongHeads], [[], []]);
  checks.equal(`${about}: no message is without its payment, and no payment without its message`, logs.apart, []);
  const repeated = history.records.flatMap(({ answers }) => answers.slice(1)).filter(({ kind }) => kind === 'written');
  checks.equal(`${about}: who repeated what was acknowledged got the receipt of its first time`, repeated.filter((answer) => answer.kind === 'written' && !answer.replayed).length, 0);
}
