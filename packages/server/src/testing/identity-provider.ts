import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** An identity provider on loopback: it signs tokens, and publishes its key like a real one. */
export interface TestIdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly audience: string;
  readonly keysUrl: string;
  /** Settings of a server that trusts it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The key it publishes. */
  readonly publicKey: CryptoKey;
  /** How often its keys were read. */
  readonly reads: number;
  /** A token for this user, valid for an hour. A claim given as undefined is left out. */
  token(userId: string, change?: TokenChange): Promise<string>;
  /** Makes another key, and publishes it in place of the one before. */
  rotate(): Promise<void>;
  /** From now on its keys are answered with this status and body; undefined: as they should be. */
  answerWith(answer: { readonly status: number; readonly body: string } | undefined): void;
}

export interface TokenChange {
  readonly claims?: JWTPayload;
  /** Signs with this instead of the published key. */
  readonly key?: CryptoKey | Uint8Array;
  readonly header?: { readonly alg?: string; readonly kid?: string };
}

const audience = 'a-sora-test';

/** @param clock what its tokens are dated by */
export async function startIdentityProvider({ clock = { nowMs: () => Date.now() } }: { readonly clock?: { nowMs(): number } } = {}): Promise<TestIdentityProvider> {
  let [signing, reads, generation]: [SigningKey, number, number] = [await newKey(1), 0, 1];
  let answer: { readonly status: number; readonly body: string } | undefined;
  const server = createServer((_request, response) => {
    reads += 1;
    const { status, body } = answer ?? { status: 200, body: JSON.stringify({ keys: [signing.published] }) };
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    audience,
    keysUrl: `${issuer}/.well-known/jwks.json`,
    environment: { SORA_IDENTITY_ISSUER: issuer, SORA_IDENTITY_AUDIENCE: audience },
    get publicKey() { return signing.publicKey; },
    get reads() { return reads; },
    async token(userId, { claims = {}, key = signing.privateKey, header = {} } = {}) {
      const nowS = Math.floor(clock.nowMs() / 1000);
      const payload = { iss: issuer, aud: audience, sub: userId, iat: nowS, exp: nowS + 3600, ...claims };
      return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload).setProtectedHeader({ alg: 'RS256', kid: signing.published.kid ?? '', ...header }).sign(key);
    },
    async rotate() {
      signing = await newKey((generation += 1));
    },
    answerWith(given) { answer = given; },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => { server.close(closed); });
    },
  };
}

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly published: JWK;
}

async function newKey(generation: number): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { privateKey, publicKey, published: { ...(await exportJWK(publicKey)), kid: `key-${generation}`, alg: 'RS256', use: 'sig' } };
}
