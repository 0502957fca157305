import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An identity provider on this machine, whose word the servers of a campaign take for who a user is. */
export interface IdentityProvider extends AsyncDisposable {
  /** Settings of a server that trusts it. */
  readonly environment: Readonly<Record<string, string>>;
  /** A token for this user, valid for an hour. */
  token(userId: string): string;
}

const audience = 'a-campaign';

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const published = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'campaign', alg: 'RS256', use: 'sig' }] };
  const server = createServer((_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(published)); }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: { SORA_IDENTITY_ISSUER: issuer, SORA_IDENTITY_AUDIENCE: audience },
    token(userId) {
      const nowS = Math.floor(Date.now() / 1000);
      const claims = [{ alg: 'RS256', typ: 'JWT', kid: 'campaign' }, { iss: issuer, aud: audience, sub: userId, iat: nowS, exp: nowS + 3600 }];
      const signed = claims.map((claim) => Buffer.from(JSON.stringify(claim)).toString('base64url')).join('.');
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => { server.close(closed); });
    },
  };
}
