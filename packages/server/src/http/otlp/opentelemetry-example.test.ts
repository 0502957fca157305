import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mapOtlp } from '@sora/core';
import { expect, test } from 'vitest';
import { bodyOf, captureExports } from './capture-exports.ts';

const example = (file: string) => fileURLToPath(new URL(`../../../../../examples/opentelemetry/${file}`, import.meta.url));
const run = (env: NodeJS.ProcessEnv) => promisify(execFile)(process.execPath, [example('send.ts')], { env: { ...process.env, ...env }, timeout: 30_000 });

test('the OpenTelemetry example, in a process of its own, prints what it promises and sends just that [OBS-9]', async () => {
  await using capture = await captureExports();
  const { stdout } = await run({ SORA_URL: capture.origin, SORA_SERVICE_KEY: 'key-of-this-test' });
  expect(stdout).toBe(await readFile(example('expected-output.txt'), 'utf8'));
  expect(capture.posted.map(({ headers }) => headers.authorization)).toEqual(['Bearer key-of-this-test']);
  const { measurements, rejectedDataPoints } = mapOtlp(bodyOf(capture.posted[0]!).request, Date.now());
  const sumOf = (type: string) => measurements.filter(({ series }) => series.type === type).reduce((total, { aggregate }) => total + aggregate.sum, 0);
  expect({ requests: sumOf('REQUEST'), errors: sumOf('ERROR'), tokens: sumOf('TOKENS'), coldStartMs: sumOf('COLD_START'), rejectedDataPoints }).toEqual({ requests: 1000, errors: 10, tokens: 1500, coldStartMs: 800, rejectedDataPoints: 0 });
}, 40_000);

test('the example fails, and says why, where something was refused', async () => {
  await using capture = await captureExports(() => ({ rejectedDataPoints: 1, messages: ['Not this one.'] }));
  await expect(run({ SORA_URL: capture.origin })).rejects.toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Not this one.') });
}, 40_000);
