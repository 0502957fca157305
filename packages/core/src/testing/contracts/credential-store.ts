import { describe, expect, test } from 'vitest';
import type { CredentialStore, StoredCredential } from '../../access/credential-store.ts';

export interface CredentialStoreHarness {
  readonly store: CredentialStore;
  /** Lets that much time pass, by the store's clock. */
  passTime(ms: number): Promise<void>;
}

const hash = (seed: number) => Uint8Array.from({ length: 32 }, (_, i) => (seed * 31 + i) % 256);
const common = { tenant: 'main', name: 'ci', secretHash: hash(1), createdAtMs: 1_767_225_600_123, expiresAtMs: undefined, revokedAtMs: undefined };
const operator = (id: string, more: { readonly tenant?: string; readonly createdAtMs?: number } = {}): StoredCredential => ({ ...common, ...more, id, kind: 'operator', role: 'viewer' });
const minuteMs = 60_000;

/** What every credential store must do. @param open a store without credentials, with the tenants `main` and `other` */
export function credentialStoreContract(open: () => Promise<CredentialStoreHarness>): void {
  describe('a credential store', () => credentialTests(open));
  describe('its login links and sessions', () => proofTests(open));
}

function credentialTests(open: () => Promise<CredentialStoreHarness>): void {
  test('gives back each kind of credential as it was stored', async () => {
    const { store } = await open();
    const credentials: readonly StoredCredential[] = [
      operator('o1'),
      { ...common, id: 's1', kind: 'service', scopes: ['metrics:write'], expiresAtMs: common.createdAtMs + 5 },
      { ...common, id: 'i1', kind: 'ingest' },
    ];
    for (const credential of credentials) await store.create(credential);
    for (const credential of credentials) expect(await store.find(credential.id)).toEqual(credential);
    expect(await store.find('unknown')).toBeUndefined();
  });

  test('is empty until the first credential', async () => {
    const { store } = await open();
    expect(await store.isEmpty()).toBe(true);
    await store.create(operator('o1'));
    expect(await store.isEmpty()).toBe(false);
  });

  test('revokes once, and remembers when', async () => {
    const { store } = await open();
    await store.create(operator('o1'));
    expect(await store.revoke('main', 'o1')).toBe(true);
    expect(await store.revoke('main', 'o1')).toBe(false);
    expect(await store.revoke('main', 'unknown')).toBe(false);
    expect((await store.find('o1'))?.revokedAtMs).toBeGreaterThan(0);
  });

  test('one tenant neither lists nor revokes the credentials of another', async () => {
    const { store } = await open();
    await store.create(operator('later', { createdAtMs: common.createdAtMs + 1 }));
    await store.create(operator('sooner'));
    await store.create(operator('theirs', { tenant: 'other' }));
    expect((await store.list('main')).map((known) => known.id)).toEqual(['sooner', 'later']);
    expect((await store.list('other')).map((known) => known.id)).toEqual(['theirs']);
    expect(await store.revoke('main', 'theirs')).toBe(false);
    expect((await store.find('theirs'))?.revokedAtMs).toBeUndefined();
  });

  test('refuses a credential of a tenant that does not exist', async () => {
    const { store } = await open();
    await expect(store.create(operator('lost', { tenant: 'nobody' }))).rejects.toMatchObject({ problem: 'not-found' });
  });
}

function proofTests(open: () => Promise<CredentialStoreHarness>): void {
  const openWithCredential = async () => {
    const harness = await open();
    await harness.store.create(operator('o1'));
    return harness;
  };

  test('a login link works once, also when it is used many times at once', async () => {
    const { store } = await openWithCredential();
    await store.createLoginLink({ codeHash: hash(2), credentialId: 'o1', validMs: minuteMs });
    const answers = await Promise.all(Array.from({ length: 8 }, () => store.redeemLoginLink(hash(2))));
    expect(answers.filter((id) => id === 'o1')).toHaveLength(1);
    expect(answers.filter((id) => id === undefined)).toHaveLength(7);
  });

  test('an expired or unknown login link opens nothing', async () => {
    const { store, passTime } = await openWithCredential();
    await store.createLoginLink({ codeHash: hash(2), credentialId: 'o1', validMs: minuteMs });
    await passTime(minuteMs + 1000);
    expect(await store.redeemLoginLink(hash(2))).toBeUndefined();
    expect(await store.redeemLoginLink(hash(3))).toBeUndefined();
  });

  test('a session holds until it ends or is ended', async () => {
    const { store, passTime } = await openWithCredential();
    await store.createSession({ secretHash: hash(4), credentialId: 'o1', validMs: minuteMs });
    await store.createSession({ secretHash: hash(5), credentialId: 'o1', validMs: minuteMs });
    expect(await store.findSession(hash(4))).toBe('o1');
    await store.endSession(hash(4));
    expect(await store.findSession(hash(4))).toBeUndefined();
    expect(await store.findSession(hash(5))).toBe('o1');
    await passTime(minuteMs + 1000);
    expect(await store.findSession(hash(5))).toBeUndefined();
  });

  test('deletes links and sessions past their end, and only those', async () => {
    const { store, passTime } = await openWithCredential();
    await store.createLoginLink({ codeHash: hash(2), credentialId: 'o1', validMs: minuteMs });
    await store.createSession({ secretHash: hash(4), credentialId: 'o1', validMs: minuteMs });
    await store.createSession({ secretHash: hash(5), credentialId: 'o1', validMs: 10 * minuteMs });
    await passTime(minuteMs + 1000);
    expect(await store.expire(100)).toBe(2);
    expect(await store.expire(100)).toBe(0);
    expect(await store.findSession(hash(5))).toBe('o1');
  });
}
