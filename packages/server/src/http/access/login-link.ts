import type { CredentialStore } from '@sora/core';
import { hashSecret, newSecret } from './secrets.ts';

const validMs = 10 * 60_000;

/** A single-use link. The code stands behind the `#`: browsers keep that to themselves, so it reaches no log and no proxy. */
export async function loginLink(credentials: CredentialStore, { credentialId, baseUrl }: { readonly credentialId: string; readonly baseUrl: string }): Promise<{ readonly url: string; readonly validMs: number }> {
  const code = newSecret();
  await credentials.createLoginLink({ codeHash: hashSecret(code), credentialId, validMs });
  return { url: `${baseUrl}/#login=${code}`, validMs };
}
