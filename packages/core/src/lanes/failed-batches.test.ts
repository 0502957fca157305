import { describe, expect, test } from 'vitest';
import { SoraError } from '../kernel/sora-error.ts';
import { heldLanes, type HeldLanes, laneLimits } from '../testing/held-batches.ts';

/** More than any pause of the first failures. */
const aPauseMs = laneLimits.backoffMs.max;

describe('a batch that was not done', () => {
  test('is sent again as it was after a pause, before anything that came later', async () => {
    const { submit, timers, told, last } = heldLanes();
    const answers = submit('a', '1 2');
    await timers.advance(0);
    const later = submit('a', '3');
    await last().fail('not-done');
    expect(told()).toEqual(['1 2']);
    await timers.advance(aPauseMs);
    await last().answer();
    await last().answer();
    expect(told()).toEqual(['1 2', '1 2', '3']);
    expect([...await answers, ...await later]).toEqual(['did 1', 'did 2', 'did 3']);
  });

  test('holds up no other lane while it pauses', async () => {
    const { submit, timers, told, last } = heldLanes({ maxInFlight: 1 });
    void submit('a', '1');
    await timers.advance(0);
    void submit('b', '2');
    await last().fail('not-done');
    expect(told()).toEqual(['1', '2']);
  });

  test('pauses up to the doubled pause each time, at random, never longer than the longest', async () => {
    const { submit, timers, sent, last } = heldLanes({ backoffMs: { first: 100, max: 400 } });
    void submit('a', '1', 100_000);
    await timers.advance(0);
    for (const boundMs of [100, 200, 400, 400, 400]) {
      const before = sent.length;
      await last().fail('not-done');
      expect(sent.length).toBe(before);
      await timers.advance(boundMs);
      expect(sent.length).toBe(before + 1);
    }
  });

  test.each(['success', 'poison'])('pauses as after a first failure again, and for no former reason, once there was %s', async (answer) => {
    const { submit, timers, sent, last } = heldLanes({ backoffMs: { first: 100, max: 100_000 } });
    const first = submit('a', '1', Infinity);
    await timers.advance(0);
    for (let i = 0; i < 6; i++) {
      await last().fail('not-done', new SoraError('database-unavailable'));
      await timers.advance(100 * 2 ** i);
    }
    void submit('a', '2', Infinity);
    if (answer === 'success') await last().answer();
    else await last().fail('poisoned');
    await first;
    const waiting = submit('a', '3', 10);
    await timers.advance(10);
    expect(await waiting).toEqual(['overloaded']);
    await last().fail('not-done');
    const before = sent.length;
    await timers.advance(100);
    expect(sent.length).toBe(before + 1);
  });

  test('refuses an item whose time runs out with the problem that stood in its way, and does not send it again', async () => {
    const { submit, timers, told, last } = heldLanes({ backoffMs: { first: 1000, max: 1000 } });
    const answers = Promise.all([submit('a', '1', 10), submit('a', '2')]);
    await timers.advance(0);
    const waiting = submit('a', '3', 10);
    await last().fail('not-done', new SoraError('database-unavailable', { detail: 'no connection' }));
    await timers.advance(10);
    expect(await waiting).toEqual(['database-unavailable']);
    await timers.advance(aPauseMs);
    await last().answer();
    expect([await answers, told()]).toEqual([[['database-unavailable'], ['did 2']], ['1 2', '2']]);
  });

  test('refuses as overloaded, with the cause, where the failure says nothing to a caller', async () => {
    const { lanes, timers, last } = heldLanes({ backoffMs: { first: 1000, max: 1000 } });
    const answer = lanes.submit('a', '1', { deadlineMs: 10 }).catch((error: unknown) => error);
    await timers.advance(0);
    const cause = new Error('deadlock detected');
    await last().fail('not-done', cause);
    await timers.advance(10);
    expect(await answer).toMatchObject({ problem: 'overloaded', cause });
  });
});

describe('a batch of unknown outcome', () => {
  test('is sent again alone until its outcome is known, then the lane goes on', async () => {
    const { submit, timers, told, last } = heldLanes();
    const answers = submit('a', '1 2');
    await timers.advance(0);
    const later = submit('a', '3');
    for (let i = 0; i < 3; i++) {
      await last().fail('unknown');
      await timers.advance(aPauseMs);
    }
    await last().answer();
    await last().answer();
    expect(told()).toEqual(['1 2', '1 2', '1 2', '1 2', '3']);
    expect([...await answers, ...await later]).toEqual(['did 1', 'did 2', 'did 3']);
  });

  test('answers an item as unknown at its deadline and never sends it again; its neighbours go on', async () => {
    const { submit, timers, told, last } = heldLanes({ backoffMs: { first: 1000, max: 1000 } });
    const answers = Promise.all([submit('a', '1', 10), submit('a', '2')]);
    await timers.advance(0);
    await last().fail('unknown');
    await timers.advance(aPauseMs);
    await last().answer();
    expect([await answers, told()]).toEqual([[['outcome-unknown'], ['did 2']], ['1 2', '2']]);
  });

  test('stays unknown when it was surely not kept the second time', async () => {
    const { submit, timers, last, sent } = heldLanes();
    const answer = submit('a', '1', 3000);
    await timers.advance(0);
    await last().fail('unknown');
    await timers.advance(aPauseMs);
    await last().fail('not-done', new SoraError('database-unavailable'));
    await timers.advance(aPauseMs);
    expect(sent.length).toBe(3);
    await last().fail('not-done', new SoraError('database-unavailable'));
    await timers.advance(3000);
    expect(await answer).toEqual(['outcome-unknown']);
  });

  test('does not make unknown what only waited behind it', async () => {
    const { submit, timers, last } = heldLanes({ backoffMs: { first: 1000, max: 1000 } });
    void submit('a', '1');
    await timers.advance(0);
    const waiting = submit('a', '2', 10);
    await last().fail('unknown', new SoraError('outcome-unknown'));
    await timers.advance(10);
    expect(await waiting).toEqual(['overloaded']);
  });

  test('that turns out as poison is answered as unknown, not with the poison', async () => {
    const { submit, timers, last } = heldLanes();
    const answer = submit('a', '1');
    await timers.advance(0);
    await last().fail('unknown');
    await timers.advance(aPauseMs);
    await last().fail('poisoned');
    expect(await answer).toEqual(['outcome-unknown']);
  });
});

describe('a poisoned batch', () => {
  test('is halved, in order and at once, until the poison is alone; it alone is refused, with its own error', async () => {
    const held = heldLanes();
    const answers = held.submit('a', '1 2 3 4 5 P 7 8');
    await held.timers.advance(0);
    void held.submit('a', '9');
    await playOut(held);
    expect(await answers).toEqual(['did 1', 'did 2', 'did 3', 'did 4', 'did 5', 'it is P', 'did 7', 'did 8']);
    expect(held.told()).toEqual(['1 2 3 4 5 P 7 8', '1 2 3 4', '5 P 7 8', '5 P', '5', 'P', '7 8', '9']);
  });

  test.each([1, 2, 3])('of a thousand with %i poisonous costs two batches more for each halving', async (poisons) => {
    const held = heldLanes({ maxBatch: 1000, maxQueued: 1000 });
    const items = Array.from({ length: 1000 }, (_, i) => (i % 337 === 5 && i / 337 < poisons ? `P${i}` : `${i}`));
    const answers = held.submit('a', items.join(' '));
    await held.timers.advance(0);
    await playOut(held);
    expect((await answers).filter((answer) => answer.startsWith('it is P'))).toHaveLength(poisons);
    expect(held.sent.length).toBeLessThanOrEqual(1 + 2 * 10 * poisons);
  });

  test('that fails otherwise while it is halved is handled by that failure: the half goes again after a pause', async () => {
    const { submit, timers, told, last } = heldLanes();
    const answers = submit('a', '1 2 3 P');
    await timers.advance(0);
    await last().fail('poisoned');
    await last().fail('unknown');
    await timers.advance(aPauseMs);
    await last().fail('not-done');
    await timers.advance(aPauseMs);
    await last().answer();
    await last().fail('poisoned');
    await last().answer();
    await last().fail('poisoned', new Error('it is P'));
    expect([await answers, told()]).toEqual([['did 1', 'did 2', 'did 3', 'it is P'], ['1 2 3 P', '1 2', '1 2', '1 2', '3 P', '3', 'P']]);
  });

  test('leaves out who was answered while it was under way', async () => {
    const { submit, timers, told, last } = heldLanes();
    void submit('a', '1', 10);
    void submit('a', '2 3');
    await timers.advance(10);
    await last().fail('poisoned');
    await last().answer();
    expect(told()).toEqual(['1 2 3', '2', '3']);
  });
});

/** Fails every batch that has an item beginning with P, as poisoned, and answers the others, until no more come. */
async function playOut({ sent }: HeldLanes): Promise<void> {
  for (let i = 0; i < sent.length; i++) {
    const batch = sent[i];
    const poison = batch?.items.find((item) => item.startsWith('P'));
    if (poison === undefined) await batch?.answer();
    else await batch?.fail('poisoned', new Error(`it is ${poison}`));
  }
}
