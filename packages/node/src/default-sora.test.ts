import { isProblem } from '@sora/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultSora, setDefaultSora } from './default-sora.ts';
import { fakeServer } from './testing/fake-server.ts';
import { bindMetric, flush, trackMetric } from './track-metric.ts';

const sample = { layer: 'API', type: 'LATENCY', service: 'checkout', value: 12, unit: 'ms' } as const;

function configure(url: string, serviceKey: string): void {
  vi.stubEnv('SORA_URL', url);
  vi.stubEnv('SORA_SERVICE_KEY', serviceKey);
}

describe('the instance behind the free functions', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    setDefaultSora(undefined);
  });

  test('is made of SORA_URL and SORA_SERVICE_KEY, once', async () => {
    await using server = await fakeServer();
    configure(server.url, 'the-key');
    expect(defaultSora()).toBe(defaultSora());
    await trackMetric(sample);
    bindMetric({ layer: 'API', type: 'LATENCY', service: 'other', unit: 'ms' }).record(5);
    await expect(flush()).resolves.toEqual({ delivered: 2, queued: 0, dropped: 0 });
    expect(server.authorizations).toEqual(['Bearer the-key', 'Bearer the-key']);
    await defaultSora().close();
  });

  test.each([['', ''], ['http://127.0.0.1:4200', ''], ['', 'key']])('with SORA_URL "%s" and key "%s" it says what to set', async (url, key) => {
    configure(url, key);
    const refusal: unknown = await trackMetric(sample).catch((error: unknown) => error);
    expect(isProblem(refusal, 'not-configured')).toBe(true);
    expect(() => bindMetric(sample)).toThrow('SORA_URL and SORA_SERVICE_KEY are not both set.');
  });

  test.each(['127.0.0.1:4200', 'localhost:4200', 'ftp://host'])('an address that is none, "%s", is refused when it is first used', async (url) => {
    configure(url, 'key');
    await expect(trackMetric(sample)).rejects.toMatchObject({ code: 'SORA_NOT_CONFIGURED', message: expect.stringContaining(url) });
  });
});
