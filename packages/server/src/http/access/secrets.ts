import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type CredentialKind, formatToken, type StoredCredential } from '@sora/core';

/** 256 random bits, in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 in base64: enough for secrets that are themselves 256 random bits, and cheap enough for every request (as bytes, Node takes three times as long). */
export function secretDigest(secret: string): string {
  return hash('sha256', secret, 'base64');
}

/** A digest as it is stored. */
export function digestBytes(digest: string): Uint8Array {
  return Buffer.from(digest, 'base64');
}

export function hashSecret(secret: string): Uint8Array {
  return digestBytes(secretDigest(secret));
}

/** Compares in constant time, so that an answer's speed tells nothing about the secret. */
export function isSameDigest(digest: string, stored: Uint8Array): boolean {
  const given = digestBytes(digest);
  return given.length === stored.length && timingSafeEqual(given, stored);
}

export interface CredentialRequest {
  readonly tenant: string;
  readonly name: string;
  readonly nowMs: number;
  readonly validMs?: number;
}

/** A new credential: what is stored, and the token that is shown once. */
export function mintCredential(kind: CredentialKind, { tenant, name, nowMs, validMs }: CredentialRequest): { readonly stored: StoredCredential; readonly token: string } {
  const id = randomBytes(8).toString('hex');
  const secret = newSecret();
  const stored = { ...kind, id, tenant, name, secretHash: hashSecret(secret), createdAtMs: nowMs, expiresAtMs: validMs === undefined ? undefined : nowMs + validMs, revokedAtMs: undefined };
  return { stored, token: formatToken({ kind: kind.kind, id, secret }) };
}
