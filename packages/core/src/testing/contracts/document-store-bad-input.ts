import { describe, expect, test } from 'vitest';
import type { DocumentWrite, FieldWrite } from '../../documents/document.ts';
import { type OpenDocumentStore, withDevices, write } from './document-store-harness.ts';

const stamp = '019b3f5a7c00-0000-phone';
const fields = (name: string, value: FieldWrite['value'], more: Partial<FieldWrite> = {}) => ({ fields: { [name]: { value, stamp, ...more } } });
const nested = (depth: number): FieldWrite['value'] => (depth === 0 ? 1 : [nested(depth - 1)]);
const parsed = (text: string) => JSON.parse(text) as FieldWrite['value'];

const wrong: readonly (readonly [string, Partial<DocumentWrite>, path: string])[] = [
  ['a field that is not declared', fields('balance', 5), 'fields.balance'],
  ['a field that every object has', fields('toString', 'x'), 'fields.toString'],
  ['a field called __proto__', { fields: Object.fromEntries([['__proto__', { value: 'x', stamp }]]) }, 'fields.__proto__'],
  ['no field at all', { fields: {} }, 'fields'],
  ['a collection that is not declared', { collection: 'wallets' as 'profile', ...fields('about', 'x') }, 'collection'],
  ['a collection that every object has', { collection: 'constructor' as 'profile', ...fields('about', 'x') }, 'collection'],
  ['a chat’s document under a path', { collection: 'chat-settings', id: '../c', ...fields('title', 'x') }, 'id'],
  ['a user’s document under no user', { id: 'a b', ...fields('about', 'x') }, 'id'],
  ['an install that is none', { install: 'my phone', ...fields('about', 'x') }, 'install'],
  ['a stamp of another install', fields('about', 'x', { stamp: '019b3f5a7c00-0000-tablet' }), 'fields.about.stamp'],
  ['a stamp in capitals, which would sort otherwise', fields('about', 'x', { stamp: '019B3F5A7C00-0000-phone' }), 'fields.about.stamp'],
  ['a stamp that is a number', fields('about', 'x', { stamp: '1764000000000' }), 'fields.about.stamp'],
  ['a stamp with a line break behind it', fields('about', 'x', { stamp: `${stamp}\n` }), 'fields.about.stamp'],
  ['a seen stamp that is none', fields('about', 'x', { basedOn: 'yesterday' }), 'fields.about.basedOn'],
  ['a number where a text belongs', fields('about', 5), 'fields.about.value'],
  ['a text where a flag belongs', fields('showsPresence', 'true'), 'fields.showsPresence.value'],
  ['a number past its bounds', fields('fontScale', 4.001), 'fields.fontScale.value'],
  ['a number that is none', fields('fontScale', NaN), 'fields.fontScale.value'],
  ['a text above its bytes', fields('displayName', 'ü'.repeat(101)), 'fields.displayName.value'],
  ['a text of a megabyte', fields('about', 'x'.repeat(1_000_000)), 'fields.about.value'],
  ['half a surrogate pair', fields('about', '\ud83d'), 'fields.about.value'],
  ['NUL in a text', fields('about', 'a\u0000b'), 'fields.about.value'],
  ['a mark that turns the direction of writing', fields('displayName', 'bob\u202e'), 'fields.displayName.value'],
  ['JSON above 8 KiB', fields('preferences', 'x'.repeat(8_191)), 'fields.preferences.value'],
  ['JSON of 17 levels', fields('preferences', nested(17)), 'fields.preferences.value'],
  ['JSON of 100,000 levels', fields('preferences', parsed(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)), 'fields.preferences.value'],
  ['JSON with a member called __proto__', fields('preferences', parsed('{"a":{"__proto__":{"isAdmin":true}}}')), 'fields.preferences.value'],
  ['JSON with NUL in it', fields('preferences', { 'a\u0000': 1 }), 'fields.preferences.value'],
  ['JSON with an infinite number', fields('preferences', [Infinity]), 'fields.preferences.value'],
];

export function documentStoreBadInput(open: OpenDocumentStore): void {
  describe('a write that no document takes', () => {
    test.for(wrong)('%s is refused, and nothing of it is written', async ([, change, path]) => {
      const { store, history } = await withDevices(open);
      const bad = { ...write('phone', {}), ...change };
      const mixed = { ...bad, fields: { ...(Object.keys(bad.fields).length === 0 ? {} : { takesNotifications: { value: true, stamp } }), ...Object.fromEntries(Object.entries(bad.fields)) } };
      for (const each of [bad, mixed]) {
        const refusal = await store.write(each).then(() => 'written', (error: unknown) => error);
        expect(refusal).toMatchObject({ problem: 'bad-request', errors: expect.arrayContaining([expect.objectContaining({ path })]) });
      }
      expect(await history()).toEqual([]);
    });

    test('the greatest that is taken, is taken', async () => {
      const { store } = await withDevices(open);
      const most = { displayName: 'ü'.repeat(100), about: 'a\n\tb', fontScale: 4, preferences: 'x'.repeat(8_190), avatarUrl: '', language: null };
      const outcome = await store.write(write('phone', Object.fromEntries(Object.entries(most).map(([name, value]) => [name, { value, stamp }]))));
      expect(Object.values(outcome).map(({ kind, current }) => [kind, current.value])).toEqual(Object.values(most).map((value) => ['won', value]));
    });

    test('16 levels of JSON are taken', async () => {
      const { store } = await withDevices(open);
      expect(await store.write(write('phone', fields('preferences', nested(16)).fields))).toMatchObject({ preferences: { kind: 'won' } });
    });
  });
}
