import { describe, expect, test } from 'vitest';
import { documentStoreBadInput } from './document-store-bad-input.ts';
import { alice, type OpenDocumentStore, withDevices, write } from './document-store-harness.ts';
import { documentStoreRaces } from './document-store-races.ts';
import { documentStoreRestore } from './document-store-restore.ts';

/** What every document store must do. */
export function documentStoreContract(open: OpenDocumentStore): void {
  documentStoreRaces(open);
  documentStoreRestore(open);
  documentStoreBadInput(open);

  describe('a document', () => {
    test('that nobody wrote is empty', async () => {
      const { store } = await open();
      expect(await store.read(alice)).toEqual({ ...alice, fields: {}, losses: 0 });
      expect(await store.versions({ ...alice, limit: 9 })).toEqual([]);
    });

    test('gives back every field as it was written, with its stamp and its place in the history', async () => {
      const { store, stamp } = await withDevices(open);
      const [first, second] = [stamp('phone', 0), stamp('phone', 0, 1)];
      const preferences = { b: [1.5e-7, true, null, 'ünï \ud83d\ude00 "\\ud800"'], a: { toString: 1 } };
      expect(await store.write(write('phone', { displayName: { value: 'Alice', stamp: first }, preferences: { value: preferences, stamp: second }, showsPresence: { value: false, stamp: second } }))).toMatchObject({
        displayName: { kind: 'won', isRepeat: false, stamp: first, isPulledBack: false, version: 1, current: { value: 'Alice', stamp: first, version: 1 } },
        preferences: { kind: 'won', version: 2 }, showsPresence: { kind: 'won', version: 3 },
      });
      expect(await store.read(alice)).toEqual({
        ...alice, losses: 0,
        fields: { displayName: { value: 'Alice', stamp: first, version: 1 }, preferences: { value: preferences, stamp: second, version: 2 }, showsPresence: { value: false, stamp: second, version: 3 } },
      });
    });

    test('keeps every version with who wrote it, newest first, page by page, of one field or of all', async () => {
      const { store, set, stamp } = await withDevices(open);
      for (const [at, name] of ['a', 'b', 'c'].entries()) await set('phone', at, name);
      await set('phone', 3, 'about me', { field: 'about' });
      const pages = [await store.versions({ ...alice, limit: 2 }), await store.versions({ ...alice, limit: 2, before: 3 })];
      expect(pages.map((page) => page.map(({ version }) => version))).toEqual([[4, 3], [2, 1]]);
      expect(pages[1]?.[1]).toEqual({ field: 'displayName', version: 1, value: 'a', stamp: stamp('phone', 0), claimed: stamp('phone', 0), basedOn: undefined, actor: { kind: 'user', id: 'alice' }, lostTo: undefined, restores: undefined, atMs: expect.any(Number) });
      expect((await store.versions({ ...alice, field: 'about', limit: 9 })).map(({ value }) => value)).toEqual(['about me']);
    });

    test('can be emptied field by field; null is a value like others', async () => {
      const { store, set, shown } = await withDevices(open);
      await set('phone', 0, 'Alice');
      expect(await set('phone', 1, null)).toMatchObject({ kind: 'won', current: { value: null } });
      expect(await shown()).toBeNull();
      expect((await store.versions({ ...alice, limit: 9 })).map(({ value }) => value)).toEqual([null, 'Alice']);
    });

    test('shares nothing with one of the same id in another tenant or collection', async () => {
      const { store, set, stamp } = await withDevices(open);
      await set('phone', 0, 'Alice');
      expect(await store.read({ ...alice, tenant: 'other' })).toMatchObject({ fields: {} });
      expect(await store.read({ ...alice, collection: 'chat-settings' })).toMatchObject({ fields: {} });
      await store.write(write('phone', { title: { value: 'Chat', stamp: stamp('phone', 0) } }, { collection: 'chat-settings' }));
      expect((await store.read(alice)).fields).not.toHaveProperty('title');
    });

    test('of a tenant that does not exist is refused', async () => {
      const { store, stamp } = await withDevices(open);
      await expect(store.write(write('phone', { about: { value: 'x', stamp: stamp('phone', 0) } }, { tenant: 'nobody' }))).rejects.toMatchObject({ problem: 'not-found' });
    });

    test('is erased with all its versions, in steps, and numbers go on where they were', async () => {
      const { store, set, stamp, history } = await withDevices(open);
      for (let at = 0; at < 5; at++) await set('phone', at, `name ${at}`);
      const elsewhere = { collection: 'chat-settings', id: 'c' } as const;
      await store.write(write('phone', { title: { value: 'Chat', stamp: stamp('phone', 0) } }, elsewhere));
      await store.write(write('phone', { about: { value: 'bob', stamp: stamp('phone', 0) } }, { id: 'bob', actor: { kind: 'user', id: 'bob' } }));
      const steps = [await store.erase('main', 'alice', 4), await store.erase('main', 'alice', 4), await store.erase('main', 'alice', 4)];
      expect(steps).toEqual([4, 2, 0]);
      expect(await store.read(alice)).toEqual({ ...alice, fields: {}, losses: 0 });
      expect(await history()).toEqual([]);
      expect((await store.read({ ...alice, id: 'bob' })).fields).toMatchObject({ about: { value: 'bob' } });
      expect(await store.versions({ ...alice, ...elsewhere, limit: 9 })).toMatchObject([{ value: 'Chat', actor: { kind: 'user', id: 'erased' } }]);
      expect(await set('phone', 9, 'Back')).toMatchObject({ kind: 'won', version: 6 });
    });
  });
}
