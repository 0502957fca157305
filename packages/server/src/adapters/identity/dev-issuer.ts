import type { Clock, DevIssuer } from '@sora/core';
import { generateKeyPair, SignJWT } from 'jose';
import { jwtVerifier } from './jwt-verifier.ts';

const algorithm = 'ES256';
const issuer = 'urn:sora:dev';
const audience = 'sora-dev';
const validMs = 5 * 60_000;

/**
 * An identity provider inside this process, for a developer's machine: it vouches for whoever asks. Its key is made here, at random,
 * and cannot leave; so that nothing it signs means anything to another process, nor to this one after its next start.
 */
export async function createDevIssuer({ clock, tenant }: { readonly clock: Clock; readonly tenant: string }): Promise<DevIssuer> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  return {
    ...jwtVerifier({ issuer, audience, algorithms: [algorithm], tenant, keys: () => publicKey }, clock),
    async issue(userId) {
      const nowMs = clock.nowMs();
      const expiresAtMs = nowMs + validMs;
      const claims = new SignJWT().setProtectedHeader({ alg: algorithm, typ: 'JWT' }).setIssuer(issuer).setAudience(audience).setSubject(userId);
      return { identityToken: await claims.setIssuedAt(new Date(nowMs)).setExpirationTime(new Date(expiresAtMs)).sign(privateKey), expiresAtMs };
    },
  };
}
