import { expect, test } from 'vitest';
import { memorySlots } from '../testing/memory-slots.ts';
import { type Capsule, decodeCapsule, encodeCapsule } from './capsule.ts';
import { capsuleStore } from './capsule-store.ts';
import { checksum } from './checksum.ts';
import { fitCapsule, maxCapsuleBytes } from './fit-capsule.ts';
import { utf8Bytes } from './utf8-bytes.ts';

const capsule: Capsule = {
  release: '1.0.0', boot: 'b1', phase: 'launching', visibility: 'visible', evidence: 'none', recoveriesUsed: 0,
  safeRelease: undefined, navigation: '{"route":"chat"}', composer: { c1: 'Dear “you” 🎈' }, report: undefined,
};

test('the checksum is FNV-1a [MOB-1]', () => {
  expect([checksum(''), checksum('a'), checksum('foobar')]).toEqual(['811c9dc5', 'e40c292c', 'bf9cf968']);
});

test('a capsule is one JSON value, and comes back as it was', () => {
  const text = encodeCapsule(capsule, 7);
  expect(JSON.parse(text)).toMatchObject({ sum: expect.any(String), v: 1, counter: 7, boot: 'b1' });
  expect(decodeCapsule(text)).toEqual({ capsule, counter: 7 });
});

test('a slot that is torn anywhere, or changed anywhere, is not read [MOB-1]', () => {
  const text = encodeCapsule(capsule, 7);
  for (let length = 0; length < text.length; length++) {
    expect(decodeCapsule(text.slice(0, length))).toBeUndefined();
    expect(decodeCapsule(`${text.slice(0, length)}~${text.slice(length + 1)}`)).toBeUndefined();
  }
  for (const garbage of ['', 'null', '{}', '[]', '\0\0\0', '{"sum":"00000000",}', text + text]) expect(decodeCapsule(garbage)).toBeUndefined();
});

test('another version of the capsule is not read', () => {
  const rest = JSON.stringify({ v: 2, counter: 9, ...capsule }).slice(1);
  expect(decodeCapsule(`{"sum":"${checksum(rest)}",${rest}`)).toBeUndefined();
});

test('writes go to the two slots in turn, and the newer one is read', () => {
  const slots = memorySlots();
  const store = capsuleStore(slots);
  const first = ['b1', 'b2', 'b3'].map((boot) => {
    store.write({ ...capsule, boot });
    return store.read()?.boot;
  });
  expect(first).toEqual(['b1', 'b2', 'b3']);
  expect(slots.texts.map((text) => decodeCapsule(text)?.capsule.boot).toSorted()).toEqual(['b2', 'b3']);
});

test.each([0, 1] as const)('when slot %i is torn or garbage the other one is read, and the next write mends it [MOB-1]', (broken) => {
  for (const damage of [(text: string) => text.slice(0, text.length / 2), () => 'garbage', () => undefined]) {
    const slots = memorySlots();
    const store = capsuleStore(slots);
    for (const boot of ['b1', 'b2', 'b3', 'b4']) store.write({ ...capsule, boot });
    const other = decodeCapsule(slots.texts[broken === 0 ? 1 : 0])?.capsule.boot;
    slots.texts[broken] = damage(slots.texts[broken] ?? '');
    expect(store.read()?.boot).toBe(other);
    store.write({ ...capsule, boot: 'b5' });
    expect(decodeCapsule(slots.texts[broken])?.capsule.boot).toBe('b5');
    expect(store.read()?.boot).toBe('b5');
  }
});

test('a device that throws or refuses costs nothing but the capsule', () => {
  const refuse = () => { throw new Error('forbidden'); };
  const store = capsuleStore({ read: refuse, write: refuse });
  expect([store.read(), store.write(capsule)]).toEqual([undefined, false]);
});

const report = { id: 'b1-1', kind: 'crash', name: 'Error', message: 'm'.repeat(1_000), stack: 's'.repeat(3_000), where: 'global', release: '1.0.0', attempt: 0, unsentBefore: 0 } as const;
const fitted = (change: Partial<Capsule>) => {
  const text = fitCapsule({ ...capsule, report, ...change }, 1);
  expect(utf8Bytes(text)).toBeLessThanOrEqual(maxCapsuleBytes);
  const read = decodeCapsule(text)?.capsule;
  return { stack: read?.report?.stack.length, message: read?.report?.message.length, navigation: read?.navigation?.length, composer: read?.composer ?? {} };
};

test('what does not fit is left out: stack, message, place, and the longest texts last of all [MOB-1]', () => {
  expect(fitted({ composer: { c1: 'x'.repeat(60_000) } })).toEqual({ stack: 3_000, message: 1_000, navigation: 16, composer: { c1: 'x'.repeat(60_000) } });
  expect(fitted({ composer: { c1: 'x'.repeat(63_000) } })).toMatchObject({ stack: 0, message: 1_000, navigation: 16, composer: { c1: 'x'.repeat(63_000) } });
  expect(fitted({ composer: { c1: 'x'.repeat(64_400) } })).toMatchObject({ stack: 0, message: 0, navigation: 16, composer: { c1: 'x'.repeat(64_400) } });
  expect(fitted({ navigation: 'n'.repeat(20_000), composer: { c1: 'x'.repeat(60_000) } })).toMatchObject({ stack: 0, message: 0, navigation: undefined, composer: { c1: 'x'.repeat(60_000) } });
  // Half of a text would take the place of the whole one that the journal has.
  expect(fitted({ composer: { long: '\u{1f388}'.repeat(40_000), short: 'kept whole' } }).composer).toEqual({ short: 'kept whole' });
});

test('of very many texts some are left out, and none is cut', () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`c${i}`, `a${'\u{1f388}'.repeat(100)}`]));
  const kept = Object.values(fitted({ composer: many }).composer);
  expect(kept.length).toBeGreaterThan(100);
  expect(kept.every((text) => text.length === 201)).toBe(true);
});
