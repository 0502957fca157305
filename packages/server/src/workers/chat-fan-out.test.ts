import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatStore, SoraError } from '@sora/core';
import { fakeClock, memoryChatAnnouncements, memoryChatStore, memoryConflictLog, memoryEventLog, memoryLedgerStore, toySha256 } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { startChatFanOut } from './chat-fan-out.ts';

const place = { tenant: 'main', chat: 'c' };
const soon = { timeout: 5_000, interval: 5 };

/** A fan-out over the chat `c`, which counts what it asks. */
async function setUp({ pollMs = 60_000, maxFeeds = 10 } = {}) {
  const [clock, tenants] = [fakeClock(), new Set(['main'])];
  const conflicts = memoryConflictLog(clock, tenants, memoryEventLog(clock, tenants));
  const store = memoryChatStore({ clock, tenants, sha256: toySha256, ledger: memoryLedgerStore({ clock, tenants, conflicts, sha256: toySha256 }) });
  await store.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  const [asked, errors, announcements] = [{ ranges: 0 }, [] as unknown[], memoryChatAnnouncements()];
  const faults = { next: undefined as Error | undefined, afterLookUp: async () => undefined as unknown };
  const chats: Pick<ChatStore, 'chat' | 'range' | 'headsPast'> = {
    ...store,
    chat: async (tenant, id) => {
      const chat = await store.chat(tenant, id);
      await faults.afterLookUp();
      return chat;
    },
    range: async (query) => {
      asked.ranges += 1;
      if (faults.next === undefined) return store.range(query);
      const error = faults.next;
      faults.next = undefined;
      throw error;
    },
  };
  const fanOut = startChatFanOut({ chats, announcements, pollMs, maxFeeds, onError: (error) => errors.push(error), toBytes: Buffer.from });
  let written = 0;
  const write = async (count: number, text = 'Hello') => {
    for (let n = 0; n < count; n++) await store.send({ kind: 'message', ...place, userId: 'olga', install: 'desk', installSeq: (written += 1), content: { text, salt: '0'.repeat(32) } });
  };
  const announce = () => announcements.grown([{ ...place, lastSeq: written }]);
  return { fanOut, store, announcements, asked, errors, faults, write, announce, [Symbol.asyncDispose]: () => fanOut.close() };
}

describe('the fan-out of chats', () => {
  test('fetches a chat once for all who follow it, and makes each entry text once', async () => {
    await using world = await setUp();
    let told = 0;
    const seats = await Promise.all(Array.from({ length: 1_200 }, () => world.fanOut.join(place, () => { told += 1; })));
    await world.write(3);
    world.announce();
    await expect.poll(() => told, soon).toBe(1_200);
    expect([world.asked.ranges, world.fanOut.feeds]).toEqual([1, 1]);
    const frames = new Set(seats.map((seat) => { const next = seat?.window.after(0); return next?.kind === 'frame' ? next.frame.bytes : undefined; }));
    expect(frames.size).toBe(1);
  });

  test('hands the first entry out at once, and gathers those that come fast', async () => {
    await using world = await setUp();
    await world.fanOut.join(place, () => undefined);
    for (let n = 0; n < 20; n++) {
      await world.write(1);
      world.announce();
      await sleep(2);
    }
    await sleep(200);
    expect(world.asked.ranges).toBeGreaterThanOrEqual(2);
    expect(world.asked.ranges).toBeLessThan(10);
  });

  test('keeps no text at hand that was deleted', async () => {
    await using world = await setUp();
    const seat = await world.fanOut.join(place, () => undefined);
    await world.write(2, 'a secret');
    world.announce();
    await expect.poll(() => seat?.window.tailSeq, soon).toBe(2);
    expect(seat?.window.after(0)).toMatchObject({ kind: 'frame' });
    await world.store.send({ kind: 'delete', ...place, userId: 'olga', install: 'web', installSeq: 1, target: 1 });
    world.announcements.grown([{ ...place, lastSeq: 3 }]);
    await expect.poll(() => seat?.window.after(0), soon).toEqual({ kind: 'gone', toSeq: 2 });
    const [frame] = await world.fanOut.page({ ...place, fromSeq: 1, toSeq: 3 });
    expect(String(frame?.bytes).match(/a secret/g)).toHaveLength(1);
  });

  test('asks for the heads when announcements may have been lost', async () => {
    await using world = await setUp();
    const seat = await world.fanOut.join(place, () => undefined);
    await world.write(2);
    world.announcements.lapsed();
    await expect.poll(() => seat?.window.tailSeq, soon).toBe(2);
  });

  test('goes on after the database was away', async () => {
    await using world = await setUp({ pollMs: 20 });
    const seat = await world.fanOut.join(place, () => undefined);
    world.faults.next = new SoraError('database-unavailable');
    await world.write(2);
    world.announce();
    await expect.poll(() => seat?.window.tailSeq, soon).toBe(2);
    expect(world.errors).toHaveLength(1);
  });

  test('does not miss what is announced while the chat is looked up', async () => {
    await using world = await setUp();
    world.faults.afterLookUp = async () => {
      await world.write(1);
      world.announce();
    };
    const seat = await world.fanOut.join(place, () => undefined);
    await expect.poll(() => seat?.window.tailSeq, soon).toBe(1);
  });

  test('follows a chat as long as someone does, and no more chats than it may', async () => {
    await using world = await setUp({ maxFeeds: 1 });
    const [one, two] = await Promise.all([world.fanOut.join(place, () => undefined), world.fanOut.join(place, () => undefined)]);
    await expect(world.fanOut.join({ tenant: 'main', chat: 'd' }, () => undefined)).rejects.toMatchObject({ problem: 'overloaded' });
    one?.leave();
    one?.leave();
    expect(world.fanOut.feeds).toBe(1);
    two?.leave();
    expect(world.fanOut.feeds).toBe(0);
    expect(await world.fanOut.join({ tenant: 'main', chat: 'd' }, () => undefined)).toBeUndefined();
    expect(world.fanOut.feeds).toBe(0);
  });

  test('cuts pages into frames that a slow socket can take one at a time, without a gap', async () => {
    await using world = await setUp();
    await world.write(30, 'x'.repeat(16_000));
    const frames = await world.fanOut.page({ ...place, fromSeq: 3, toSeq: 28 });
    expect(frames.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([[3, 6], [7, 10], [11, 14], [15, 18], [19, 22], [23, 26], [27, 28]]);
    for (const { fromSeq, toSeq, bytes, sizeBytes } of frames) {
      const { entries } = JSON.parse(bytes.toString()) as { readonly entries: readonly { readonly seq: number }[] };
      expect([entries.at(0)?.seq, entries.at(-1)?.seq, sizeBytes]).toEqual([fromSeq, toSeq, bytes.length]);
      expect(sizeBytes).toBeLessThan(70_000);
    }
    expect(await world.fanOut.page({ ...place, fromSeq: 31, toSeq: 40 })).toEqual([]);
  });
});
