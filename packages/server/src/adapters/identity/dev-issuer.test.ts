import { fakeClock } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { readSettings } from '../../settings.ts';
import { isStartRefused } from '../start-refused-error.ts';
import { assertDevAllowed } from './dev-allowed.ts';
import { createDevIssuer } from './dev-issuer.ts';

test('it vouches for whoever asks, for five minutes', async () => {
  const clock = fakeClock();
  const issuer = await createDevIssuer({ clock, tenant: 'main' });
  const { identityToken, expiresAtMs } = await issuer.issue('alice');
  expect(expiresAtMs - clock.nowMs()).toBe(5 * 60_000);
  expect(await issuer.verify(identityToken)).toEqual({ tenant: 'main', userId: 'alice' });
  clock.advance(5 * 60_000 + 30_000);
  await expect(issuer.verify(identityToken)).rejects.toMatchObject({ problem: 'identity-refused', detail: 'It has expired ("exp").' });
});

test('what it signs means nothing to another process', async () => {
  const clock = fakeClock();
  const [here, there] = [await createDevIssuer({ clock, tenant: 'main' }), await createDevIssuer({ clock, tenant: 'main' })];
  await expect(there.verify((await here.issue('alice')).identityToken)).rejects.toMatchObject({ problem: 'identity-refused' });
});

test.for(['127.0.0.1', '127.8.9.1', '::1', 'localhost'])('it may exist on %s', (host) => {
  expect(() => assertDevAllowed(readSettings({ SORA_HOST: host }))).not.toThrow();
});

test.for([
  ['SORA_HOST', '0.0.0.0'], ['SORA_HOST', '::'], ['SORA_HOST', '192.168.1.7'], ['SORA_HOST', 'localhost.evil.example'], ['SORA_HOST', '127.0.0.1.evil.example'],
  ['DATABASE_URL', 'postgres://sora@127.0.0.1/sora'], ['SORA_TRUSTED_PROXIES', 'loopback'], ['SORA_ALLOWED_HOSTS', 'sora.example'],
] as const)('with %s=%s it may not, and the start says why and what to do', ([name, value]) => {
  expect(refusalOf({ [name]: value })).toMatchObject({ code: 'SORA_DEV_REFUSED', what: expect.stringContaining(name), remedy: expect.stringMatching(/^Leave out --dev/) });
});

test('beside a real identity provider it may not', () => {
  expect(refusalOf({ SORA_IDENTITY_ISSUER: 'https://issuer.example', SORA_IDENTITY_AUDIENCE: 'app' })).toMatchObject({ code: 'SORA_DEV_REFUSED', what: expect.stringContaining('SORA_IDENTITY_ISSUER') });
});

function refusalOf(environment: Readonly<Record<string, string>>): unknown {
  try {
    assertDevAllowed(readSettings(environment));
  } catch (error) {
    if (isStartRefused(error)) return error;
    throw error;
  }
  throw new Error('it was allowed');
}
