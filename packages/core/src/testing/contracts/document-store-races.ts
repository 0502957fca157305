import { describe, expect, test } from 'vitest';
import { compareStamps, maxAheadMs, parseStamp } from '../../documents/stamp.ts';
import { alice, only, type OpenDocumentStore, withDevices, write } from './document-store-harness.ts';

const aYearMs = 365 * 86_400_000;

export function documentStoreRaces(open: OpenDocumentStore): void {
  describe('two writers of one field', () => {
    const racing = async () => {
      const devices = await withDevices(open);
      const found = () => devices.conflicts.read({ tenant: 'main', limit: 99, types: ['CONCURRENT_WRITE'] });
      return { ...devices, found };
    };

    test.for([['in order', ['tablet', 'phone']], ['the other way round', ['phone', 'tablet']]] as const)('that race: the later stamp stands, delivered %s, and the other value is kept and counted [CON-1]', async ([, order]) => {
      const { store, set, shown, history } = await racing();
      for (const install of order) await set(install, install === 'phone' ? 20 : 10, `from ${install}`);
      expect(await shown()).toBe('from phone');
      expect((await store.read(alice)).losses).toBe(1);
      const [lost] = await store.versions({ ...alice, lostOnly: true, limit: 9 });
      const winner = (await history()).find(({ value }) => value === 'from phone');
      expect(lost).toMatchObject({ value: 'from tablet', lostTo: winner?.version });
    });

    test('that race are one conflict with its event, which names the versions and tells none of the values [CON-1][CON-10]', async () => {
      const { set, found, stamp, events } = await racing();
      await set('phone', 20, 'secret of the phone');
      expect(await set('tablet', 10, 'secret of the tablet')).toMatchObject({ kind: 'lost', version: 2, current: { value: 'secret of the phone', version: 1 } });
      await set('tablet', 10, 'secret of the tablet');
      expect(await found()).toMatchObject([{
        subject: 'profile/alice',
        detail: { collection: 'profile', id: 'alice', field: 'displayName', winning: { version: 1, stamp: stamp('phone', 20) }, losing: { version: 2, stamp: stamp('tablet', 10) } },
      }]);
      const told = await events.read({ tenant: 'main', limit: 9, types: ['CONFLICT_DETECTED'] });
      expect(told).toMatchObject([{ severity: 'info', subject: 'CONCURRENT_WRITE: profile/alice' }]);
      expect(JSON.stringify([told, await found()])).not.toContain('secret');
    });

    test('that know of each other do not race: a later overwrite is no conflict and no loss [CON-1]', async () => {
      const { store, set, stamp, found, shown } = await racing();
      await set('phone', 0, 'first');
      expect(await set('tablet', 10, 'second', { basedOn: stamp('phone', 0) })).toMatchObject({ kind: 'won' });
      expect(await set('tablet', 11, 'third')).toMatchObject({ kind: 'won' });
      expect([await shown(), (await store.read(alice)).losses, await found()]).toEqual(['third', 0, []]);
    });

    test('what a device had based on the other’s value and is delivered before it, is no race either [CON-1]', async () => {
      const { set, stamp, found } = await racing();
      await set('tablet', 10, 'second', { basedOn: stamp('phone', 0) });
      expect(await set('phone', 0, 'first')).toMatchObject({ kind: 'lost', current: { value: 'second' } });
      expect(await found()).toEqual([]);
    });

    test('that agree do not conflict', async () => {
      const { store, set, found } = await racing();
      await set('phone', 0, 'Alice');
      await set('tablet', 1, 'Alice');
      expect([(await store.read(alice)).losses, await found()]).toEqual([0, []]);
    });

    test('are decided field by field, within one write [CON-1]', async () => {
      const { store, set, stamp } = await racing();
      await set('phone', 20, 'phone name');
      const outcome = await store.write(write('tablet', { displayName: { value: 'tablet name', stamp: stamp('tablet', 10) }, about: { value: 'tablet about', stamp: stamp('tablet', 10) } }));
      expect(outcome).toMatchObject({ displayName: { kind: 'lost', current: { value: 'phone name' } }, about: { kind: 'won' } });
      expect((await store.read(alice)).fields).toMatchObject({ displayName: { value: 'phone name' }, about: { value: 'tablet about' } });
    });

    test('one of a device is repeated without a trace, before and after it was overwritten [CON-1]', async () => {
      const { set, stamp, history } = await racing();
      const first = await set('phone', 0, 'first');
      expect(await set('phone', 0, 'first')).toEqual({ ...first, isRepeat: true });
      await set('tablet', 5, 'second', { basedOn: stamp('phone', 0) });
      expect(await set('phone', 0, 'first')).toMatchObject({ kind: 'lost', isRepeat: true, version: 1, current: { value: 'second', version: 2 } });
      expect(await history()).toHaveLength(2);
    });

    test('under one stamp come to the same value in either order, and both are kept', async () => {
      const names = async (order: readonly string[]) => {
        const { set, shown, history } = await racing();
        for (const name of order) await set('phone', 0, name);
        expect(await history()).toHaveLength(2);
        return shown();
      };
      expect(await names(['ant', 'bee'])).toBe('bee');
      expect(await names(['bee', 'ant'])).toBe('bee');
    });

    test('of one device, delivered late, is kept and is no race with itself', async () => {
      const { set, shown, history, found } = await racing();
      await set('phone', 5, 'later');
      expect(await set('phone', 1, 'earlier')).toMatchObject({ kind: 'lost' });
      expect([await shown(), (await history()).map(({ lostTo }) => lostTo), await found()]).toEqual(['later', [undefined, undefined], []]);
    });
  });

  describe('a device whose clock is wrong', () => {
    const msOf = (stamp: string) => parseStamp(stamp)?.time.ms ?? NaN;

    test('by a year ahead is pulled back to a minute, told so, and what it claimed is kept [CON-1]', async () => {
      const { set, stamp, history, nowMs } = await withDevices(open);
      const outcome = await set('phone', aYearMs, 'from the future');
      expect(outcome).toMatchObject({ kind: 'won', isPulledBack: true });
      const boundMs = (await nowMs()) + maxAheadMs;
      expect(msOf(outcome.stamp)).toBeLessThanOrEqual(boundMs);
      expect(msOf(outcome.stamp)).toBeGreaterThan(boundMs - 10_000);
      expect(await history()).toMatchObject([{ stamp: outcome.stamp, claimed: stamp('phone', aYearMs) }]);
    });

    test('within a minute is believed', async () => {
      const { set, stamp } = await withDevices(open);
      expect(await set('phone', maxAheadMs - 1, 'a little ahead')).toMatchObject({ isPulledBack: false, stamp: stamp('phone', maxAheadMs - 1) });
    });

    test('ahead, gets the same answer when it sends again [CON-1]', async () => {
      const { set, shown } = await withDevices(open);
      const first = await set('phone', aYearMs, 'from the future');
      expect(await set('tablet', maxAheadMs - 1, 'at once')).toMatchObject({ kind: 'lost' });
      expect(await set('phone', aYearMs, 'from the future')).toEqual({ ...first, isRepeat: true });
      expect(await shown()).toBe('from the future');
    });

    test('ahead, still wins over what it wrote itself before, in the same millisecond and after', async () => {
      const { set, shown } = await withDevices(open);
      const stamps = [];
      for (let at = 0; at < 5; at++) stamps.push((await set('phone', aYearMs + at, `name ${at}`)).stamp);
      expect(stamps).toEqual(stamps.toSorted(compareStamps));
      expect(new Set(stamps).size).toBe(5);
      expect(await shown()).toBe('name 4');
    });

    test('by a year behind loses to who wrote before, and its value is kept [CON-1]', async () => {
      const { store, set, stamp, shown } = await withDevices(open);
      await set('tablet', 0, 'on time');
      const late = only(await store.write(write('phone', { displayName: { value: 'a year behind', stamp: stamp('phone', -aYearMs), basedOn: stamp('tablet', -aYearMs) } })));
      expect(late).toMatchObject({ kind: 'lost', isPulledBack: false, stamp: stamp('phone', -aYearMs) });
      expect(await shown()).toBe('on time');
      expect(await store.versions({ ...alice, lostOnly: true, limit: 9 })).toMatchObject([{ value: 'a year behind' }]);
    });

    test('at the very end of time is taken as any other', async () => {
      const { store } = await withDevices(open);
      expect(only(await store.write(write('phone', { about: { value: 'x', stamp: 'ffffffffffff-ffff-phone' } })))).toMatchObject({ kind: 'won', isPulledBack: true });
      expect(only(await store.write(write('phone', { about: { value: 'y', stamp: '000000000000-0000-phone' } })))).toMatchObject({ kind: 'lost' });
    });
  });
}
