import { fakeClock } from '@sora/core/testing';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startIdentityProvider, type TestIdentityProvider } from '../../testing/identity-provider.ts';
import { jwtVerifier } from './jwt-verifier.ts';
import { publishedKeys, type PublishedKeysOptions } from './published-keys.ts';

const clock = fakeClock();
let provider: TestIdentityProvider;
beforeEach(async () => {
  const started = await startIdentityProvider({ clock });
  provider = started;
  onTestFinished(() => started[Symbol.asyncDispose]());
});

function verifierWith(options: Partial<PublishedKeysOptions> = {}) {
  const { issuer, audience, keysUrl: url } = provider;
  return jwtVerifier({ issuer, audience, algorithms: ['RS256'], tenant: 'main', keys: publishedKeys({ url, ...options }) }, clock);
}

test('keys are read once for many tokens, also when they come at once', async () => {
  const verifier = verifierWith();
  const token = await provider.token('alice');
  await Promise.all(Array.from({ length: 20 }, () => verifier.verify(token)));
  await verifier.verify(token);
  expect(provider.reads).toBe(1);
});

test('after the provider changed its key, tokens of the new one are taken and those of the old one refused', async () => {
  const verifier = verifierWith({ cooldownMs: 0 });
  const old = await provider.token('alice');
  await verifier.verify(old);
  await provider.rotate();
  expect(await verifier.verify(await provider.token('alice'))).toMatchObject({ userId: 'alice' });
  await expect(verifier.verify(old)).rejects.toMatchObject({ problem: 'identity-refused' });
});

test('a flood of tokens with made-up keys makes the provider’s keys be read once, not each time', async () => {
  const verifier = verifierWith();
  for (let number = 0; number < 20; number += 1) await expect(verifier.verify(await provider.token('alice', { header: { kid: `made-up-${number}` } }))).rejects.toMatchObject({ problem: 'identity-refused' });
  expect(provider.reads).toBe(1);
});

test('a key that was withdrawn is refused once what was read is no longer fresh', async () => {
  const verifier = verifierWith({ freshMs: 0 });
  const old = await provider.token('alice');
  await verifier.verify(old);
  await provider.rotate();
  await expect(verifier.verify(old)).rejects.toMatchObject({ problem: 'identity-refused' });
});

test.for([
  ['it fails', { status: 500, body: 'broken' }], ['it sends elsewhere', { status: 302, body: '' }],
  ['it answers something else', { status: 200, body: '<html>' }], ['its keys are none', { status: 200, body: '{"keys":"all"}' }],
] as const)('while %s nobody is refused and nobody let in: it can be tried again, and then works', async ([, answer]) => {
  const causes: unknown[] = [];
  const verifier = verifierWith({ onUnavailable: (cause) => causes.push(cause) });
  const token = await provider.token('alice');
  provider.answerWith(answer);
  for (let times = 0; times < 3; times += 1) await expect(verifier.verify(token)).rejects.toMatchObject({ problem: 'identity-unavailable', retryable: true });
  expect(causes).toHaveLength(1);
  provider.answerWith(undefined);
  expect(await verifier.verify(token)).toMatchObject({ userId: 'alice' });
});

test('a provider that is gone, and one that never answers, are told in time', async () => {
  const token = await provider.token('alice');
  await expect(verifierWith({ url: 'http://127.0.0.1:9/' }).verify(token)).rejects.toMatchObject({ problem: 'identity-unavailable' });
  await expect(verifierWith({ timeoutMs: 0 }).verify(token)).rejects.toMatchObject({ problem: 'identity-unavailable' });
});
