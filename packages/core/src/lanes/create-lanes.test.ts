import { expect, test } from 'vitest';
import type { SoraError } from '../kernel/sora-error.ts';
import { heldLanes } from '../testing/held-batches.ts';

test('an item that finds its lane idle is sent at once, without a timer', async () => {
  const { submit, timers, told, last } = heldLanes();
  const answer = submit('a', '1');
  await timers.advance(0);
  expect(told()).toEqual(['1']);
  await last().answer();
  expect(await answer).toEqual(['did 1']);
});

test('what arrives while a batch is under way is the next batch, sent when it returns', async () => {
  const { submit, timers, told, last, lanes } = heldLanes();
  void submit('a', '1');
  await timers.advance(0);
  void submit('a', '2 3');
  void submit('a', '4');
  await timers.advance(5000);
  expect([told(), lanes.queued]).toEqual([['1'], 3]);
  await last().answer();
  expect([told(), lanes.queued]).toEqual([['1', '2 3 4'], 0]);
});

test('callers that are answered together and ask again are one batch', async () => {
  const { lanes, timers, told, last } = heldLanes();
  const twice = async (item: string) => { await lanes.submit('a', item); await lanes.submit('a', `${item}+`); };
  const done = Promise.all(['1', '2', '3'].map(twice));
  await timers.advance(0);
  await last().answer();
  expect(told()).toEqual(['1 2 3', '1+ 2+ 3+']);
  await last().answer();
  await done;
});

test('each item gets its own outcome, whatever lane and place it had', async () => {
  const { submit, timers, sent } = heldLanes();
  const answers = [submit('a', '1 2'), submit('b', '3')];
  await timers.advance(0);
  await sent[1]?.answer(['three']);
  await sent[0]?.answer(['one', 'two']);
  expect(await Promise.all(answers)).toEqual([['one', 'two'], ['three']]);
});

test('a batch has no more items than it may', async () => {
  const { submit, timers, told, last } = heldLanes({ maxBatch: 2 });
  void submit('a', '1 2 3 4 5');
  await timers.advance(0);
  await last().answer();
  await last().answer();
  expect(told()).toEqual(['1 2', '3 4', '5']);
});

test('no more batches are under way than may be, and one of a lane', async () => {
  const { submit, timers, sent, last } = heldLanes({ maxInFlight: 2, maxBatch: 1 });
  void submit('a', '1 2');
  void submit('b', '3');
  void submit('c', '4');
  await timers.advance(0);
  expect(sent.map(({ lane }) => lane)).toEqual(['a', 'b']);
  await last().answer();
  expect(sent.map(({ lane }) => lane)).toEqual(['a', 'b', 'c']);
});

test('lanes take turns: a busy one does not starve a quiet one', async () => {
  const { submit, timers, told, last } = heldLanes({ maxInFlight: 1, maxBatch: 1 });
  void submit('busy', '1 2 3 4');
  await timers.advance(0);
  void submit('quiet', 'q');
  await last().answer();
  await last().answer();
  expect(told()).toEqual(['1', 'q', '2']);
});

test('one more than may wait is refused at once, with the time after which to come back', async () => {
  const { lanes, submit, timers, last } = heldLanes({ maxQueued: 2 });
  void submit('a', '1');
  await timers.advance(0);
  const waiting = submit('a', '2 3');
  await expect(lanes.submit('b', '4')).rejects.toMatchObject({ problem: 'overloaded', retryable: true, retryAfterMs: expect.any(Number) });
  expect(lanes.queued).toBe(2);
  await last().answer();
  await last().answer();
  expect(await waiting).toEqual(['did 2', 'did 3']);
});

test('an item that waits unsent past its deadline is refused as overloaded at that moment, and never sent', async () => {
  const { submit, timers, told, last, lanes } = heldLanes();
  const first = submit('a', '1');
  await timers.advance(0);
  const hasty = submit('a', '2', 300);
  const patient = submit('a', '3');
  await timers.advance(299);
  expect(lanes.queued).toBe(2);
  await timers.advance(1);
  expect([await hasty, lanes.queued]).toEqual([['overloaded'], 1]);
  await last().answer();
  await last().answer();
  expect([await first, await patient, told()]).toEqual([['did 1'], ['did 3'], ['1', '3']]);
});

test('an item whose time was over before a late timer said so is not sent', async () => {
  const { submit, timers, sent } = heldLanes();
  const answer = submit('a', '1', 0);
  await timers.advance(0);
  expect([await answer, sent.length]).toEqual([['overloaded'], 0]);
});

test('those refused together are told to come back at different times', async () => {
  const { lanes, timers } = heldLanes({ maxQueued: 1, backoffMs: { first: 1, max: 1000 } });
  const refused = Array.from({ length: 20 }, (_, i) => lanes.submit('a', `${i}`, { deadlineMs: 0 }).catch((error: SoraError) => error.retryAfterMs));
  await timers.advance(0);
  const times = await Promise.all(refused) as readonly number[];
  expect(new Set(times).size).toBeGreaterThan(15);
  for (const time of times) expect(time >= 1000 && time <= 2000).toBe(true);
});

test('an item under way at its deadline is answered as unknown, and its late answer is dropped', async () => {
  const { submit, timers, last } = heldLanes();
  const answer = Promise.all([submit('a', '1', 200), submit('a', '2')]);
  await timers.advance(200);
  await last().answer();
  expect(await answer).toEqual([['outcome-unknown'], ['did 2']]);
});

test('a thousand items have one timer, for the earliest deadline', async () => {
  const { lanes, submit, timers } = heldLanes();
  void submit('a', '0');
  await timers.advance(0);
  const answers = Array.from({ length: 1000 }, (_, i) => lanes.submit('a', `${i}`, { deadlineMs: 5000 - i }).catch(() => timers.pending));
  expect(timers.pending).toBe(1);
  await timers.advance(5000);
  expect(new Set(await Promise.all(answers))).toEqual(new Set([1]));
});

test('a deadline beyond what a platform can wait for is kept, and one without end needs no timer', async () => {
  const { submit, timers, sent } = heldLanes();
  const aMonthMs = 30 * 24 * 60 * 60_000;
  const endless = submit('a', '1', Infinity);
  await timers.advance(0);
  expect(timers.pending).toBe(0);
  const bounded = submit('b', '2', aMonthMs);
  let isAnswered = false;
  void bounded.then(() => { isAnswered = true; });
  await timers.advance(aMonthMs - 1);
  expect(isAnswered).toBe(false);
  await timers.advance(1);
  expect(await bounded).toEqual(['outcome-unknown']);
  await sent[0]?.answer();
  expect(await endless).toEqual(['did 1']);
});

test.each([NaN, -1])('a deadline of %s ms is refused', async (deadlineMs) => {
  const { lanes } = heldLanes();
  await expect(lanes.submit('a', '1', { deadlineMs })).rejects.toThrow(RangeError);
});

test('a batch that answers for too few items leaves all of them unknown, and is not sent again', async () => {
  const { submit, timers, last, sent } = heldLanes();
  const answer = submit('a', '1 2');
  await timers.advance(0);
  await last().answer(['one']);
  await timers.advance(20_000);
  expect([await answer, sent.length]).toEqual([['outcome-unknown', 'outcome-unknown'], 1]);
});

test('closing takes nothing more, answers what was taken, and leaves no timer', async () => {
  const { lanes, submit, timers, last } = heldLanes({ maxBatch: 1 });
  const answers = submit('a', '1 2');
  await timers.advance(0);
  let isClosed = false;
  const closed = lanes.close().then(() => { isClosed = true; });
  expect(await submit('a', '3')).toEqual(['overloaded']);
  await last().answer();
  expect(isClosed).toBe(false);
  await last().answer();
  await closed;
  expect([await answers, timers.pending]).toEqual([['did 1', 'did 2'], 0]);
});

test('closing waits for a batch under way whose callers all gave up', async () => {
  const { lanes, submit, timers, last } = heldLanes();
  void submit('a', '1', 100);
  await timers.advance(100);
  let isClosed = false;
  const closed = lanes.close().then(() => { isClosed = true; });
  await timers.advance(0);
  expect(isClosed).toBe(false);
  await last().answer();
  await closed;
});

test('closing waits for what is to be sent again, and no longer than for its deadline', async () => {
  const { lanes, submit, timers, last } = heldLanes({ backoffMs: { first: 60_000, max: 60_000 } });
  const answer = submit('a', '1', 500);
  await timers.advance(0);
  await last().fail('not-done');
  let isClosed = false;
  const closed = lanes.close().then(() => { isClosed = true; });
  await timers.advance(499);
  expect(isClosed).toBe(false);
  await timers.advance(1);
  await closed;
  expect(await answer).toEqual(['overloaded']);
});

test('lanes in which nothing ever waited close at once', async () => {
  await heldLanes().lanes.close();
});
