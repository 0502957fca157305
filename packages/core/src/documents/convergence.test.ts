import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideWrite, standing } from './decide-write.ts';
import type { DocumentWrite, FieldVersion, FieldWrite } from './document.ts';
import { compareTimes, genesisTime, type HybridTime, receive, tick } from './hybrid-time.ts';
import { compareVersions, isSameWrite } from './latest-version.ts';
import { compareStamps, maxAheadMs, parseStamp, stampOf } from './stamp.ts';

const startMs = 1_767_225_600_000;
const fieldNames = ['displayName', 'about'] as const;
// Few installs, instants and values, so that stamps and values meet again and again.
const install = fc.constantFrom('phone', 'tablet', 'web');
const stampIn = (spanMs: number) => fc.record({ ms: fc.integer({ min: startMs - 3, max: startMs + spanMs }), count: fc.nat(1) });

const writeIn = (spanMs: number): fc.Arbitrary<DocumentWrite> => fc.record({ install, time: stampIn(spanMs), seen: fc.option(fc.record({ install, time: stampIn(spanMs) }), { nil: undefined }), values: fc.dictionary(fc.constantFrom(...fieldNames), fc.constantFrom('one', 'two', null), { minKeys: 1 }) }).map(({ install: by, time, seen, values }) => ({
  tenant: 'main', collection: 'profile', id: 'alice', install: by, actor: { kind: 'user', id: 'alice' },
  fields: Object.fromEntries(Object.entries(values).map(([name, value]): [string, FieldWrite] => [name, { value, stamp: stampOf(time, by), ...(seen && { basedOn: stampOf(seen.time, seen.install) }) }])),
}));

/** A server that keeps versions in a list. */
function replica() {
  let versions: readonly FieldVersion[] = [];
  return {
    get versions() { return versions; },
    write(write: DocumentWrite, nowMs: number) {
      const known = versions.filter(({ field, claimed }) => write.fields[field]?.stamp === claimed);
      const change = decideWrite({ nowMs, versions: versions.length, current: [...standing(versions).values()], known }, write);
      const marked = new Map(change.races.map(({ loser }) => [loser.version, loser]));
      versions = [...versions, ...change.added].map((each) => marked.get(each.version) ?? each);
      return change;
    },
  };
}

const valuesOf = (versions: Iterable<FieldVersion>) => Object.fromEntries([...standing(versions)].toSorted().map(([field, { value, stamp }]) => [field, { value, stamp }]));

describe('a document on many servers', () => {
  test('comes to the same values in any order of delivery, with repeats; the greatest stamp stands, and no value is without its version [CON-1]', () => {
    const raced = { some: 0, none: 0 };
    fc.assert(fc.property(fc.array(writeIn(6), { minLength: 1, maxLength: 8 }).chain((writes) => fc.tuple(fc.constant(writes), fc.array(shuffledWithRepeats(writes), { minLength: 2, maxLength: 4 }))), ([writes, deliveries]) => {
      const replicas = deliveries.map((order) => {
        const server = replica();
        for (const write of order) server.write(write, startMs);
        return server;
      });
      for (const { versions } of replicas) {
        expect(valuesOf(versions)).toEqual(valuesOf(replicas[0]?.versions ?? []));
        expectGreatestStands(versions);
        expectEachWritten(writes, versions);
        raced[versions.some(({ lostTo }) => lostTo !== undefined) ? 'some' : 'none'] += 1;
      }
    }), { numRuns: 400 });
    expect(Math.min(raced.some, raced.none)).toBeGreaterThan(20);
  });

  test('comes to the same values however servers exchange what they have [CON-1]', () => {
    fc.assert(fc.property(fc.array(writeIn(6), { minLength: 2, maxLength: 9 }), fc.nat(), (writes, cut) => {
      const [one, other] = [replica(), replica()];
      for (const [index, write] of writes.entries()) (index % 2 === cut % 2 ? one : other).write(write, startMs);
      const merged = [[...one.versions, ...other.versions], [...other.versions, ...one.versions, ...other.versions]].map(valuesOf);
      expect(merged[0]).toEqual(merged[1]);
    }), { numRuns: 200 });
  });

  test('whose clocks are anywhere: no stamp is believed more than a minute ahead, and sending again, whenever, changes nothing [CON-1]', () => {
    const far = 3 * maxAheadMs;
    fc.assert(fc.property(fc.array(fc.record({ write: writeIn(far), waitMs: fc.nat(maxAheadMs) }), { minLength: 1, maxLength: 8 }), (steps) => {
      const server = replica();
      let nowMs = startMs;
      for (const { write, waitMs } of steps) {
        nowMs += waitMs;
        for (const { stamp } of server.write(write, nowMs).added) expect(parseStamp(stamp)?.time.ms).toBeLessThanOrEqual(nowMs + maxAheadMs);
        expectGreatestStands(server.versions);
      }
      const before = server.versions;
      for (const { write } of steps) expect(server.write(write, nowMs + far).added).toEqual([]);
      expect(server.versions).toEqual(before);
      expectEachWritten(steps.map(({ write }) => write), before);
    }), { numRuns: 300 });
  });

  test('whose devices run hybrid clocks: who has seen a value wins over it, and that is never a race, however wrong their clocks are within the bound [CON-1]', () => {
    const device = fc.record({ install, skewMs: fc.integer({ min: -maxAheadMs, max: maxAheadMs / 2 }), reads: fc.boolean(), value: fc.string({ maxLength: 2 }) });
    fc.assert(fc.property(fc.array(device, { minLength: 1, maxLength: 12 }), (steps) => {
      const [server, clocks] = [replica(), new Map<string, HybridTime>()];
      for (const [index, { install: by, skewMs, reads, value }] of steps.entries()) {
        const [nowMs, latest] = [startMs + index, clocks.get(by) ?? genesisTime];
        const seen = reads ? standing(server.versions).get('about') : undefined;
        const seenTime = seen && parseStamp(seen.stamp)?.time;
        const time = seenTime === undefined ? tick(latest, nowMs + skewMs) : receive(latest, seenTime, nowMs + skewMs);
        expect(compareTimes(time, latest)).toBeGreaterThan(0);
        clocks.set(by, time);
        const fields = { about: { value, stamp: stampOf(time, by), ...(seen && { basedOn: seen.stamp }) } };
        const { outcome, races } = server.write({ tenant: 'main', collection: 'profile', id: 'alice', install: by, actor: { kind: 'user', id: 'alice' }, fields }, nowMs);
        if (seen !== undefined) expect([outcome['about']?.kind, races]).toEqual(['won', []]);
      }
    }), { numRuns: 300 });
  });
});

/** Each at least once, some again, in any order. */
function shuffledWithRepeats(writes: readonly DocumentWrite[]): fc.Arbitrary<readonly DocumentWrite[]> {
  return fc.subarray([...writes]).chain((again) => fc.shuffledSubarray([...writes, ...again], { minLength: writes.length + again.length }));
}

function expectGreatestStands(versions: readonly FieldVersion[]): void {
  for (const [field, stands] of standing(versions)) {
    for (const each of versions.filter((version) => version.field === field)) expect(compareVersions(stands, each)).toBeGreaterThanOrEqual(0);
    expect(compareStamps(stands.stamp, versions.filter((version) => version.field === field).map(({ stamp }) => stamp).toSorted().at(-1) ?? '')).toBe(0);
    expect(stands.lostTo).toBeUndefined();
  }
}

/** Exactly one version for each different write of a field. */
function expectEachWritten(writes: readonly DocumentWrite[], versions: readonly FieldVersion[]): void {
  for (const [field, { stamp: claimed, value }] of writes.flatMap(({ fields }) => Object.entries(fields))) {
    expect(versions.filter((version) => version.field === field && isSameWrite(version, { claimed, value }))).toHaveLength(1);
  }
}
