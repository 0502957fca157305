import { fakeClock, fakeTimers } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { memoryJournal, type MemoryRows } from '../platforms/memory-journal.ts';
import { listeners } from '../session/listeners.ts';
import { fakeDevice } from '../testing/fake-device.ts';
import { type FaultyJournal, faultyJournal } from '../testing/faulty-journal.ts';
import { openDrafts } from './open-drafts.ts';

const rowsOf = (rows: MemoryRows) => Array.from(rows.get('draft') ?? [], ([key, value]) => ({ key, value }));

function opened(rows: MemoryRows = new Map(), fault: Parameters<typeof faultyJournal>[1] = () => undefined) {
  const timers = fakeTimers(fakeClock());
  const device = fakeDevice();
  const journal: FaultyJournal = faultyJournal(memoryJournal(rows), fault);
  const news = listeners<void>();
  const user = {
    userId: 'alice' as string | undefined,
    subscribe: (listener: () => void) => news.subscribe(listener),
    becomes(userId: string | undefined) {
      user.userId = userId;
      news.tell();
    },
  };
  return { rows, timers, device, journal, user, drafts: openDrafts({ journal, found: rowsOf(rows), user, timers, device }) };
}

describe('the composer’s texts', () => {
  test('are in the journal 300 ms after the typing began, in one step for many keys [MOB-2]', async () => {
    const { drafts, timers, journal, rows } = opened();
    for (const text of ['h', 'he', 'hey']) drafts.save('c', text);
    drafts.save('d', 'half \ud83d');
    await timers.advance(299);
    expect(journal.steps).toBe(0);
    await timers.advance(1);
    expect(journal.steps).toBe(1);
    expect(opened(rows).drafts.all()).toEqual({ c: 'hey', d: 'half \ud83d' });
  });

  test('are written at once when the app is hidden, and when it is asked for', async () => {
    const { drafts, device, timers, rows } = opened();
    drafts.save('c', 'hey');
    device.show('hidden');
    await timers.advance(0);
    expect(rowsOf(rows).length).toBe(1);
    drafts.save('c', '');
    await drafts.flush();
    expect(rowsOf(rows)).toEqual([]);
  });

  test('that the device did not keep are tried again, and stay where they are meanwhile', async () => {
    let isFull = true;
    const { drafts, timers, rows } = opened(new Map(), () => (isFull ? 'full' : undefined));
    drafts.save('c', 'hey');
    await timers.advance(20_000);
    expect([drafts.textOf('c'), rowsOf(rows)]).toEqual(['hey', []]);
    isFull = false;
    await timers.advance(5_000);
    expect(rowsOf(rows).length).toBe(1);
  });

  test('are each user’s own', async () => {
    const { drafts, user } = opened();
    drafts.save('c', 'from alice');
    user.userId = 'bob';
    expect([drafts.textOf('c'), drafts.all()]).toEqual(['', {}]);
    drafts.save('c', 'from bob');
    await drafts.clear();
    user.userId = 'alice';
    expect(drafts.all()).toEqual({ c: 'from alice' });
  });

  test('that are sent go with the message, but not what was typed meanwhile', async () => {
    const { drafts, timers, rows, journal } = opened();
    drafts.save('c', ' hey ');
    await drafts.flush();
    const taking = drafts.taking('c', 'hey');
    expect(taking?.writes).toEqual([{ box: 'draft', key: 'alice c', value: undefined }]);
    drafts.save('c', 'and more');
    taking?.done();
    await timers.advance(300);
    expect([drafts.textOf('c'), rowsOf(rows)]).toEqual(['and more', [{ key: 'alice c', value: '"and more"' }]]);
    expect(drafts.taking('c', 'another')).toBeUndefined();
    drafts.taking('c', 'and more')?.done();
    const { steps } = journal;
    await timers.advance(1_000);
    expect([drafts.textOf('c'), journal.steps - steps]).toEqual(['', 0]);
  });

  test('that were torn give what is there', () => {
    expect(opened(new Map([['draft', new Map([['alice c', '"half a tho']])]])).drafts.textOf('c')).toBe('"half a tho');
  });

  test('that were typed before anybody was known stay before whoever signs in next, after what they had', async () => {
    const { drafts, user, rows } = opened();
    drafts.save('c', 'from yesterday');
    user.becomes(undefined);
    drafts.save('c', 'typed early');
    drafts.save('d', 'too');
    user.becomes('alice');
    expect(drafts.all()).toEqual({ c: 'from yesterday\ntyped early', d: 'too' });
    await drafts.flush();
    expect(rowsOf(rows).map(({ key }) => key).toSorted()).toEqual(['alice c', 'alice d']);
    user.becomes('bob');
    expect(drafts.all()).toEqual({});
  });
});
