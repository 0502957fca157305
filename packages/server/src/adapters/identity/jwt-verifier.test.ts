import { isProblem, SoraError } from '@sora/core';
import { type FakeClock, fakeClock } from '@sora/core/testing';
import { exportSPKI, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startIdentityProvider, type TestIdentityProvider } from '../../testing/identity-provider.ts';
import { jwtVerifier } from './jwt-verifier.ts';
import { publishedKeys } from './published-keys.ts';

const clock: FakeClock = fakeClock();
let provider: TestIdentityProvider;
beforeAll(async () => { provider = await startIdentityProvider({ clock }); });
afterAll(() => provider[Symbol.asyncDispose]());

const verify = (token: string) => {
  const { issuer, audience, keysUrl } = provider;
  return jwtVerifier({ issuer, audience, algorithms: ['RS256', 'ES256'], tenant: 'shop', keys: publishedKeys({ url: keysUrl }) }, clock).verify(token);
};

/** The refusal's sentence, which tells nothing of the token but what is wrong. */
async function refusal(token: string): Promise<string> {
  const error = await verify(token).then(() => new Error('It was accepted.'), (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SoraError);
  if (!isProblem(error, 'identity-refused')) throw new Error('It was not refused.', { cause: error });
  expect([error.retryable, error.cause]).toEqual([false, undefined]);
  for (const part of token.split('.').filter((each) => each.length > 8)) expect(JSON.stringify(error) + String(error.stack)).not.toContain(part);
  return error.detail ?? '';
}

const nowS = () => Math.floor(clock.nowMs() / 1000);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token of the provider says which user it is, in the tenant of the configuration whatever its claims say', async () => {
  expect(await verify(await provider.token('alice', { claims: { tenant: 'main', aud: ['another', provider.audience] } }))).toEqual({ tenant: 'shop', userId: 'alice' });
});

describe('a forged token is refused:', () => {
  test('one without a signature', async () => {
    const [, payload] = (await provider.token('alice')).split('.');
    for (const alg of ['none', 'None', 'NONE', '']) expect(await refusal(`${encode({ alg, kid: 'key-1' })}.${payload}.`)).toMatch(/algorithm \("alg"\)|not a signed JWT/);
  });

  test('one that uses the published key as a shared secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(provider.publicKey));
    expect(await refusal(await provider.token('alice', { key: secret, header: { alg: 'HS256' } }))).toBe('Its algorithm ("alg") is not allowed here.');
  });

  test('one of an asymmetric algorithm that is not on the list', async () => {
    const { privateKey } = await generateKeyPair('PS256');
    expect(await refusal(await provider.token('alice', { key: privateKey, header: { alg: 'PS256' } }))).toBe('Its algorithm ("alg") is not allowed here.');
  });

  test('one signed by somebody else under the name of the published key', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    expect(await refusal(await provider.token('alice', { key: privateKey }))).toBe('Its signature is not right.');
  });

  test('one signed by somebody else under a name of their own', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    expect(await refusal(await provider.token('alice', { key: privateKey, header: { kid: 'mine' } }))).toBe('It is signed with a key that the identity provider does not publish ("kid").');
  });

  test('one whose user was changed after it was signed', async () => {
    const [header, payload, signature] = (await provider.token('alice')).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
    expect(await refusal(`${header}.${encode({ ...claims, sub: 'bob' })}.${signature}`)).toBe('Its signature is not right.');
  });

  test('one whose signature was cut or bent', async () => {
    const token = await provider.token('alice');
    const at = token.lastIndexOf('.') + 5;
    const bent = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    for (const forged of [bent, token.slice(0, -8), token.slice(0, token.lastIndexOf('.') + 1)]) expect(await refusal(forged)).toBe('Its signature is not right.');
  });

  test('what is no JWT at all', async () => {
    for (const garbage of ['', '.', '..', 'a.b.c', 'null', `${'x'.repeat(10_000)}`, `${encode([])}.${encode({})}.AAAA`, `${encode({ alg: 'RS256' })}.%%%.AAAA`, `${encode({ alg: 'RS256', crit: ['b65'], b65: true })}.e30.AAAA`, 'a.b.c.d.e', '\u0000.\ud800.😀']) {
      expect([garbage.slice(0, 40), await refusal(garbage)]).toEqual([garbage.slice(0, 40), expect.stringMatching(/^It is not a signed JWT|^Its (algorithm|signature)/)]);
    }
  });
});

describe('a token of the provider is refused', () => {
  const withClaims = async (claims: Parameters<TestIdentityProvider['token']>[1] & object) => refusal(await provider.token('alice', claims));

  test('once it has expired, give or take half a minute of clocks that differ', async () => {
    expect(await verify(await provider.token('alice', { claims: { exp: nowS() - 29 } }))).toMatchObject({ userId: 'alice' });
    expect(await withClaims({ claims: { exp: nowS() - 30 } })).toBe('It has expired ("exp").');
  });

  test('before it is valid', async () => {
    expect(await withClaims({ claims: { nbf: nowS() + 31 } })).toBe('It is not valid yet ("nbf").');
    expect(await withClaims({ claims: { iat: nowS() + 31 } })).toBe('It is not valid yet ("iat").');
    expect(await verify(await provider.token('alice', { claims: { nbf: nowS() + 30, iat: nowS() + 30 } }))).toMatchObject({ userId: 'alice' });
  });

  test('when it is made for somebody else', async () => {
    for (const aud of ['another', [], ['another'], `${provider.audience} `]) expect(await withClaims({ claims: { aud } })).toBe('It is made for another audience ("aud").');
  });

  test('when it is of another issuer', async () => {
    for (const iss of ['https://evil.example', `${provider.issuer}/`, '']) expect(await withClaims({ claims: { iss } })).toBe('It is of another issuer ("iss").');
  });

  test.for(['iss', 'aud', 'sub', 'exp'])('when it lacks "%s"', async (claim) => {
    expect(await withClaims({ claims: { [claim]: undefined } })).toBe(`It lacks the claim "${claim}".`);
  });

  test('when its times are no numbers', async () => {
    for (const claims of [{ exp: '9999999999' }, { exp: null }, { nbf: 'soon' }, { iat: {} }]) expect(await withClaims({ claims: claims as never })).toMatch(/^Its claim|^It is not valid yet/);
  });

  test.for(['', ' ', 'a b', 'ü', 'a\nb', 'x'.repeat(129), 7, null, ['alice'], { a: 1 }])('when its user id cannot be one: %j', async (sub) => {
    expect(await withClaims({ claims: { sub } as never })).toBe('Its user id ("sub") is not 1 to 128 visible ASCII characters.');
  });
});
