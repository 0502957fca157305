import type { OperatorRole, ServiceScope } from './credential.ts';

/** What is kept of a credential: never the secret, only its hash. */
export type StoredCredential = CredentialKind & {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** SHA-256 of the secret: secrets are 256 random bits, so a slow hash would add nothing. */
  readonly secretHash: Uint8Array;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | undefined;
  readonly revokedAtMs: number | undefined;
};

export type CredentialKind =
  | { readonly kind: 'operator'; readonly role: OperatorRole }
  | { readonly kind: 'service'; readonly scopes: readonly ServiceScope[] }
  | { readonly kind: 'ingest' };

export interface CredentialStore {
  /** @throws {SoraError} `not-found`: there is no such tenant */
  create(credential: StoredCredential): Promise<void>;
  find(id: string): Promise<StoredCredential | undefined>;
  /** Oldest first, the revoked ones too. */
  list(tenant: string): Promise<readonly StoredCredential[]>;
  /** True when this call revoked it; false when there was nothing to revoke. */
  revoke(tenant: string, id: string): Promise<boolean>;
  /** True when there is no credential at all: the first start makes the admin token. */
  isEmpty(): Promise<boolean>;
  createLoginLink(link: { readonly codeHash: Uint8Array; readonly credentialId: string; readonly validMs: number }): Promise<void>;
  /** Uses the link up and answers whose it was; undefined when unknown, used or expired. */
  redeemLoginLink(codeHash: Uint8Array): Promise<string | undefined>;
  createSession(session: { readonly secretHash: Uint8Array; readonly credentialId: string; readonly validMs: number }): Promise<void>;
  /** The credential behind a session that has not ended; undefined otherwise. The caller checks the credential itself. */
  findSession(secretHash: Uint8Array): Promise<string | undefined>;
  endSession(secretHash: Uint8Array): Promise<void>;
  /** Deletes links and sessions past their end, at most `limit` of each; returns how many. */
  expire(limit: number): Promise<number>;
}
