import { describe, expect, test } from 'vitest';
import { compareStamps, maxAheadMs } from '../../documents/stamp.ts';
import { alice, type OpenDocumentStore, withDevices } from './document-store-harness.ts';

const olga = { kind: 'token', id: 'olga' } as const;

export function documentStoreRestore(open: OpenDocumentStore): void {
  describe('a value that lost', () => {
    /** The tablet lost as version 2 to the phone, which is a little ahead. */
    const lost = async () => {
      const devices = await withDevices(open);
      await devices.set('phone', maxAheadMs - 1_000, 'phone');
      await devices.set('tablet', 0, 'tablet');
      return { ...devices, restore: (version: number) => devices.store.restore({ ...alice, version, actor: olga }) };
    };

    test('is restored by a new write that is later than all others, by whom it names, and is no conflict [CON-1]', async () => {
      const { restore, shown, history, conflicts, stamp } = await lost();
      const outcome = await restore(2);
      expect(outcome).toMatchObject({ kind: 'won', isRepeat: false, version: 3, isPulledBack: false, current: { value: 'tablet', version: 3 } });
      expect(compareStamps(outcome?.stamp ?? '', stamp('phone', maxAheadMs - 1_000))).toBeGreaterThan(0);
      expect(await shown()).toBe('tablet');
      expect((await history())[0]).toMatchObject({ version: 3, value: 'tablet', restores: 2, basedOn: stamp('phone', maxAheadMs - 1_000), actor: olga, lostTo: undefined });
      expect(await conflicts.read({ tenant: 'main', limit: 9 })).toHaveLength(1);
    });

    test('is restored once, however often that is asked', async () => {
      const { restore, history } = await lost();
      const first = await restore(2);
      for (const version of [2, 3]) expect(await restore(version)).toEqual({ ...first, isRepeat: true });
      expect(await history()).toHaveLength(3);
    });

    test('can be taken back again, and all of it stays in the history', async () => {
      const { restore, shown, history, store } = await lost();
      await restore(2);
      expect(await restore(1)).toMatchObject({ kind: 'won', current: { value: 'phone', version: 4 } });
      expect(await restore(2)).toMatchObject({ isRepeat: false, version: 5 });
      expect(await shown()).toBe('tablet');
      expect((await history()).map(({ value }) => value)).toEqual(['tablet', 'phone', 'tablet', 'tablet', 'phone']);
      expect((await store.read(alice)).losses).toBe(1);
    });

    test('is not there to restore when there is no such version', async () => {
      const { restore, store } = await lost();
      expect(await restore(9)).toBeUndefined();
      expect(await store.restore({ ...alice, id: 'nobody', version: 1, actor: olga })).toBeUndefined();
      expect(await store.restore({ ...alice, tenant: 'other', version: 1, actor: olga })).toBeUndefined();
    });
  });
}
