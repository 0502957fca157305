import type { CredentialStore, StoredCredential } from '../../access/credential-store.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';

/** Something that proves a credential for a while, found by the hash of its secret. */
interface Proof {
  readonly credentialId: string;
  readonly expiresAtMs: number;
}

export function memoryCredentialStore(clock: Clock, tenants: ReadonlySet<string> = new Set(['main'])): CredentialStore {
  const credentials = new Map<string, StoredCredential>();
  const links = proofs(clock);
  const sessions = proofs(clock);
  return {
    async create(credential) {
      if (!tenants.has(credential.tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${credential.tenant}".` });
      credentials.set(credential.id, credential);
    },
    async find(id) {
      return credentials.get(id);
    },
    async list(tenant) {
      return [...credentials.values()].filter((known) => known.tenant === tenant).toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
    },
    async revoke(tenant, id) {
      const known = credentials.get(id);
      if (known === undefined || known.tenant !== tenant || known.revokedAtMs !== undefined) return false;
      credentials.set(id, { ...known, revokedAtMs: clock.nowMs() });
      return true;
    },
    async isEmpty() {
      return credentials.size === 0;
    },
    createLoginLink: async ({ codeHash, credentialId, validMs }) => links.add(codeHash, credentialId, validMs),
    async redeemLoginLink(codeHash) {
      const credentialId = links.find(codeHash);
      links.remove(codeHash);
      return credentialId;
    },
    createSession: async ({ secretHash, credentialId, validMs }) => sessions.add(secretHash, credentialId, validMs),
    findSession: async (secretHash) => sessions.find(secretHash),
    endSession: async (secretHash) => sessions.remove(secretHash),
    expire: async (limit) => {
      const expiredLinks = links.expire(limit);
      return expiredLinks + sessions.expire(limit);
    },
  };
}

function proofs(clock: Clock) {
  const kept = new Map<string, Proof>();
  return {
    add(hash: Uint8Array, credentialId: string, validMs: number): void {
      kept.set(hash.join(), { credentialId, expiresAtMs: clock.nowMs() + validMs });
    },
    find(hash: Uint8Array): string | undefined {
      const proof = kept.get(hash.join());
      return proof !== undefined && proof.expiresAtMs > clock.nowMs() ? proof.credentialId : undefined;
    },
    remove(hash: Uint8Array): void {
      kept.delete(hash.join());
    },
    expire(limit: number): number {
      const ended = [...kept].filter(([, proof]) => proof.expiresAtMs <= clock.nowMs()).slice(0, limit);
      for (const [hash] of ended) kept.delete(hash);
      return ended.length;
    },
  };
}
