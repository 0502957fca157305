import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Deliver } from './delivery.ts';
import { outboxWorld, type WorldStep } from '../testing/outbox-world.ts';

const at = fc.nat(3);
const chat = fc.constantFrom('a', 'b');
const of = <T extends WorldStep>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }, weight: number) => ({ arbitrary: fc.record(shape) as unknown as fc.Arbitrary<WorldStep>, weight });
const be = <const T>(...values: readonly T[]) => fc.constantFrom(...values);

/** What may happen, and how often as against the others. */
const step: fc.Arbitrary<WorldStep> = fc.oneof(
  of({ kind: be('send'), at, chat }, 8),
  of({ kind: be('pay', 'transfer'), at, chat }, 3),
  of({ kind: be('edit', 'remove', 'edit', 'confirm', 'discard'), at, which: fc.nat(9) }, 5),
  of({ kind: be('kill'), at }, 2),
  of({ kind: be('open', 'open', 'open', 'forget-sessions', 'hint', 'jump-clock') }, 5),
  of({ kind: be('wait'), ms: be(0, 10, 500, 1_500, 5_000, 40_000, 130_000) }, 6),
  of({ kind: be('network'), mode: be('good', 'bad', 'down') }, 4),
  of({ kind: be('disk'), fault: be('good', 'full', 'unavailable', 'killed-before', 'killed-after'), after: fc.nat(4) }, 3),
  of({ kind: be('user'), userId: be('alice', 'bob') }, 1),
  of({ kind: be('chat'), chat, state: be('open', 'open', 'closed', '30', '40') }, 2),
  of({ kind: be('wallet'), isPoor: be(true, false) }, 1),
);

/** Some days of an app, each from a seed. */
function days(plant?: (deliver: Deliver) => Deliver) {
  const beginning: readonly WorldStep[] = [{ kind: 'open' }, { kind: 'user', userId: 'alice' }];
  return fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), fc.nat(1_000_000), async (steps, seed) => {
    const world = outboxWorld(seed, plant && { plant });
    for (const each of [...beginning, ...steps]) await world.step(each);
    expect(await world.verdict()).toEqual([]);
  });
}

test('whatever happens, nothing that was kept is lost, nothing comes twice, order holds in each chat, and nobody pays unasked [MOB-2]', { timeout: 120_000 }, async () => {
  await fc.assert(days(), { numRuns: Number(process.env['SORA_MODEL_RUNS'] ?? 150) });
});

/** What libraries do that lose messages or double them. */
const plantedBugs: Readonly<Record<string, (deliver: Deliver) => Deliver>> = {
  'a new identity for each try': (deliver) => {
    let tries = 0;
    return (item) => deliver({ ...item, installSeq: item.installSeq + 1_000_000 * (tries += 1) });
  },
  'whatever was sent counts as received': (deliver) => async (item) => {
    const outcome = await deliver(item);
    return outcome.kind === 'later' ? { kind: 'delivered', receipt: {} } : outcome;
  },
  'a permanent refusal is thrown away': (deliver) => async (item) => {
    const outcome = await deliver(item);
    return outcome.kind === 'refused' ? { kind: 'delivered', receipt: {} } : outcome;
  },
  'numbers come round again': (deliver) => (item) => deliver({ ...item, installSeq: (item.installSeq % 3) + 1 }),
};

test.each(Object.entries(plantedBugs))('the days find this bug: %s', { timeout: 120_000 }, async (_name, plant) => {
  expect((await fc.check(days(plant), { numRuns: 300, seed: 1, endOnFailure: true })).failed).toBe(true);
});
