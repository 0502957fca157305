import { SoraError } from '@sora/core';
import { errors } from 'jose';

const byClaim: Readonly<Record<string, string>> = {
  iss: 'It is of another issuer ("iss").',
  aud: 'It is made for another audience ("aud").',
  nbf: 'It is not valid yet ("nbf").',
};

const byCode: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'It has expired ("exp").',
  ERR_JOSE_ALG_NOT_ALLOWED: 'Its algorithm ("alg") is not allowed here.',
  ERR_JOSE_NOT_SUPPORTED: 'Its algorithm or one of its header’s demands ("alg", "crit") is not supported.',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'Its signature is not right.',
  ERR_JWKS_NO_MATCHING_KEY: 'It is signed with a key that the identity provider does not publish ("kid").',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'It does not say which of the published keys signed it ("kid").',
};

/**
 * What is wrong with a token, as `identity-refused`. Neither the token nor jose's error goes with it: that one carries the claims,
 * which are somebody's personal data.
 * @returns the error as it came when it speaks of something else
 */
export function explainRefusal(error: unknown): unknown {
  return error instanceof errors.JOSEError ? refused(sentenceFor(error)) : error;
}

export function refused(detail: string): SoraError {
  return new SoraError('identity-refused', { detail });
}

function sentenceFor(error: errors.JOSEError): string {
  if (!(error instanceof errors.JWTClaimValidationFailed)) return byCode[error.code] ?? 'It is not a signed JWT that can be read.';
  if (error.reason === 'missing') return `It lacks the claim "${error.claim}".`;
  return byClaim[error.claim] ?? `Its claim "${error.claim}" is not right.`;
}
