import { createHash } from 'node:crypto';
import { createRecorder, SoraError } from '@sora/core';
import { fakeClock, memoryLedgerStore } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { createLocalSora } from './local-sora.ts';

const latency = { layer: 'API', type: 'LATENCY', service: 'checkout', unit: 'ms' } as const;

function localSora(flushToDatabase = async () => ({ points: 1 })) {
  const clock = fakeClock();
  const recorder = createRecorder({ clock });
  const ledger = memoryLedgerStore({ clock, sha256: (text) => createHash('sha256').update(text).digest('hex'), tenants: new Set(['main']) });
  return { clock, recorder, sora: createLocalSora({ recorder, clock, tenant: 'main', flushToDatabase, money: { ledger, unit: 'USD' } }) };
}

test('in process, a sample goes straight to the recorder: this tenant, source server, the slot of its age [OBS-8]', async () => {
  const { clock, recorder, sora } = localSora();
  await sora.trackMetric({ ...latency, value: 12, metadata: { region: 'eu', release: '7' }, ageMs: 60_000 });
  sora.bind(latency).record(30);
  const points = recorder.drain().map(({ series, slotMs, aggregate }) => ({ ...series, slotMs, sum: aggregate.sum }));
  const base = { tenant: 'main', source: 'server', layer: 'API', type: 'LATENCY', service: 'checkout' };
  expect(points).toEqual(expect.arrayContaining([
    { ...base, region: 'eu', labels: { release: '7' }, slotMs: clock.nowMs() - 60_000, sum: 12 },
    { ...base, region: '', labels: {}, slotMs: clock.nowMs(), sum: 30 },
  ]));
});

test('flush says what the database took, and what stays in memory while it is away', async () => {
  await expect(localSora().sora.flush()).resolves.toEqual({ delivered: 1, queued: 0, dropped: 0 });
  const { sora } = localSora(() => Promise.reject(new SoraError('database-unavailable')));
  await sora.trackMetric({ ...latency, value: 1 });
  await expect(sora.close()).resolves.toEqual({ delivered: 0, queued: 1, dropped: 0, problem: 'The database does not answer' });
});
