import type { Entry } from '@sora/core';
import { expect, test } from 'vitest';
import { compareWithLogs, noDifferences } from './check-logs.ts';
import { createSendHistory, type SendAnswer, type Sending } from './send-history.ts';

const sending: Sending = { chat: 'c', userId: 'ann', install: 'phone-1', installSeq: 1, kind: 'message', text: 'one' };
const entry: Entry = {
  tenant: 'main', chat: 'c', userId: 'ann', install: 'phone-1', installSeq: 1, seq: 1, kind: 'message', target: undefined, version: 1,
  content: { text: 'one', salt: '' }, contentDigest: '', paymentKey: undefined, ai: undefined, digest: 'd1', atMs: 0,
};
const second: Entry = { ...entry, seq: 2, installSeq: 2, content: { text: 'two', salt: '' }, digest: 'd2' };
const acknowledged: SendAnswer = { kind: 'written', seq: 1, digest: 'd1', replayed: false };

function historyOf(...answers: readonly SendAnswer[]) {
  const history = createSendHistory();
  const record = history.begin(sending);
  record.attempts = 1;
  record.answers.push(...answers);
  return history;
}

const compare = (history: ReturnType<typeof historyOf>, ...log: readonly Entry[]) => compareWithLogs(history, { logs: new Map([['c', log]]) });

test('what senders were told and what is written agree, also where a deletion has taken the text', () => {
  expect(compare(historyOf(acknowledged, { ...acknowledged, replayed: true }), entry)).toEqual(noDifferences);
  expect(compare(historyOf(acknowledged), { ...entry, content: undefined })).toEqual(noDifferences);
});

test('a message that was acknowledged and is not there is lost', () => {
  expect(compare(historyOf(acknowledged))).toEqual({ ...noDifferences, lost: 1 });
});

test('another text, kind, target, number or digest than was acknowledged is an alteration, and so is a payment for what was free', () => {
  for (const other of [{ content: { text: 'else', salt: '' } }, { kind: 'edit' as const }, { target: 7 }, { seq: 3 }, { digest: 'd3' }, { paymentKey: 'sora:message:c:phone-1:1' }]) {
    expect(compare(historyOf(acknowledged), { ...entry, ...other }), JSON.stringify(other)).toEqual({ ...noDifferences, altered: 1 });
  }
});

test('two receipts for one sending, and one text in two entries, are doubled', () => {
  expect(compare(historyOf(acknowledged, { ...acknowledged, seq: 2 }), entry)).toEqual({ ...noDifferences, doubled: 1 });
  expect(compare(historyOf(acknowledged), entry, { ...second, content: entry.content })).toEqual({ ...noDifferences, doubled: 1, invented: 1 });
});

test('a refused message that was written, one without an answer, and one that nobody sent are found', () => {
  expect(compare(historyOf({ kind: 'refused', code: 'insufficient-funds' }), entry)).toEqual({ ...noDifferences, refusedButWritten: 1 });
  expect(compare(historyOf(), entry)).toEqual({ ...noDifferences, unanswered: 1 });
  expect(compare(historyOf(acknowledged), entry, second)).toEqual({ ...noDifferences, invented: 1 });
});

test('a sender who finds what they sent in another order is found', () => {
  const history = historyOf({ ...acknowledged, seq: 2, digest: 'd2' });
  history.begin({ ...sending, installSeq: 2, text: 'two' });
  expect(compare(history, { ...second, seq: 1 }, { ...entry, seq: 2, digest: 'd2' })).toEqual({ ...noDifferences, outOfOrder: 1 });
});
