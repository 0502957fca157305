import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../tools/hermes/bundle.ts';
import { lower } from '../../tools/hermes/lower.ts';
import { hermes } from '../../tools/hermes/programs.ts';
import { median } from '../measure.ts';
import type { BenchRow } from '../row.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const rounds = 15;
const aimMs = 5;

/** Loads the client and begins as an app does before its first render: crash recovery reads its capsule, the client is being opened. */
const program = `
import { createCrashRecovery, createStabilityClient } from '@sora/client';
import { memorySlots } from '${join(import.meta.dirname, '../../packages/client/src/testing/memory-slots.ts')}';
import { fakeDevice } from '${join(import.meta.dirname, '../../packages/client/src/testing/fake-device.ts')}';
const nothing = () => () => {};
const platform = {
  clock: { nowMs: () => Date.now() }, monotonic: { nowMs: () => Date.now() }, timers: { after: nothing }, random: { next: () => 0.5 }, randomId: () => '0123456789abcdef0123456789abcdef',
  openJournal: () => new Promise(() => {}), capsule: memorySlots(), device: fakeDevice(), errors: { install: nothing }, leadership: { campaign: nothing },
  connect: () => ({ transport: async () => ({ kind: 'unanswered', reason: 'network' }), openLiveSocket: () => ({ send() {}, close() {} }) }),
};
const crash = createCrashRecovery({ platform, release: '1' });
void createStabilityClient({ url: 'http://127.0.0.1', ingestKey: 'k' }, { platform, crash });
`;

/** On the real engine of phones, though an old one and lowered to ES5, which makes it slower than on a phone's. */
export async function hermesRows(): Promise<readonly BenchRow[]> {
  await using folder = await temporaryFolder();
  const code = lower(await bundle('start.ts', { virtual: { 'start.ts': program }, conditions: ['browser'], target: 'es2017', minify: false }));
  const [ours, bare] = [join(folder.path, 'ours.hbc'), join(folder.path, 'bare.hbc')];
  for (const [file, text] of [[ours, code], [bare, 'print(1);']] as const) {
    writeFileSync(`${file}.js`, text);
    execFileSync(hermes, ['-O', '-w', '-emit-binary', '-out', file, `${file}.js`]);
  }
  const run = (file: string) => {
    const startedMs = performance.now();
    execFileSync(hermes, ['-w', file]);
    return performance.now() - startedMs;
  };
  const times = Array.from({ length: rounds }, () => ({ ours: run(ours), bare: run(bare) })).slice(1);
  const overMs = median(times.map((time) => time.ours)) - median(times.map((time) => time.bare));
  return [{ name: 'Hermes 0.12, bytecode: load and begin, over a bare start', value: overMs, unit: 'ms', bar: aimMs, holds: overMs <= aimMs }];
}
