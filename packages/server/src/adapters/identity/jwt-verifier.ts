import { type Clock, type Identity, type IdentityVerifier, isUserId } from '@sora/core';
import { type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { explainRefusal, refused } from './explain-refusal.ts';

export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** Only these; what the token says of itself is checked against them before a key is looked for. */
  readonly algorithms: readonly string[];
  readonly tenant: string;
  readonly keys: JWTVerifyGetKey;
}

/** The clocks of provider and server may differ by so much. */
const toleranceS = 30;

/** Trusts JWTs of this issuer, signed with one of its keys. */
export function jwtVerifier({ issuer, audience, algorithms, tenant, keys }: TrustedIssuer, clock: Clock): IdentityVerifier {
  return {
    async verify(token) {
      const now = new Date(clock.nowMs());
      const options = { issuer, audience, algorithms: [...algorithms], requiredClaims: ['exp', 'sub'], clockTolerance: toleranceS, currentDate: now };
      const { payload } = await jwtVerify(token, keys, options).catch((error: unknown) => { throw explainRefusal(error); });
      return identityOf(payload, { tenant, nowS: now.getTime() / 1000 });
    },
  };
}

function identityOf({ sub, iat }: JWTPayload, { tenant, nowS }: { readonly tenant: string; readonly nowS: number }): Identity {
  // jose compares it only where an age is limited; Firebase asks that it lie in the past.
  if (iat !== undefined && iat > nowS + toleranceS) throw refused('It is not valid yet ("iat").');
  if (!isUserId(sub)) throw refused('Its user id ("sub") is not 1 to 128 visible ASCII characters.');
  return { tenant, userId: sub };
}
