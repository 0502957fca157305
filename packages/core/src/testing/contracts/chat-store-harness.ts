import { expect } from 'vitest';
import type { Sha256 } from '../../kernel/sha256.ts';
import type { LedgerStore } from '../../ledger/ledger-store.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import { entryDigestOf, genesisDigest } from '../../messages/entry-digest.ts';
import type { Entry } from '../../messages/entry.ts';
import type { Send, SendOutcome, SendRefusalCode } from '../../messages/send.ts';

export interface ChatStoreHarness {
  readonly store: ChatStore;
  /** Where paid messages are booked. */
  readonly ledger: LedgerStore;
  /** The digest that the store chains with. */
  readonly sha256: Sha256;
  /** Lets at least that much time pass, by the store's clock; where that clock cannot be moved it really passes, so ask for little. */
  passTime(ms: number): Promise<void>;
}

/** A store without a chat, with the tenants `main` and `other`, over a ledger without an account. */
export type OpenChatStore = () => Promise<ChatStoreHarness>;

type Fields<Kind extends Send['kind']> = Partial<Omit<Send & { readonly kind: Kind }, 'kind' | 'content'>> & { readonly text?: string; readonly salt?: string };

const identity = { tenant: 'main', chat: 'c', userId: 'alice', install: 'phone', installSeq: 1 };

export function message({ text = 'Hello', salt = '0'.repeat(32), ...fields }: Fields<'message'> = {}): Send & { readonly kind: 'message' } {
  return { kind: 'message', ...identity, ...fields, content: { text, salt } };
}

export function edit({ text = 'Hello again', salt = '1'.repeat(32), ...fields }: Fields<'edit'> = {}): Send {
  return { kind: 'edit', ...identity, installSeq: 2, target: 1, ...fields, content: { text, salt } };
}

export function deletion(fields: Partial<Omit<Send & { readonly kind: 'delete' }, 'kind'>> = {}): Send {
  return { kind: 'delete', ...identity, installSeq: 3, target: 1, ...fields };
}

/** The chat `c` of olga, with mona as moderator, alice and bob as members; zoe is in no chat. */
export async function withChat(open: OpenChatStore) {
  const harness = await open();
  const { store } = harness;
  await store.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  await store.admit('main', 'c', { userId: 'mona', role: 'moderator' });
  for (const userId of ['alice', 'bob']) await store.admit('main', 'c', { userId, role: 'member' });
  const log = async (chat = 'c') => store.range({ tenant: 'main', chat, fromSeq: 1, toSeq: Number.MAX_SAFE_INTEGER, limit: 10_000 });
  /** Messages of these texts, one after another, numbered from `from`. */
  const say = async (texts: readonly string[], from = 1) => {
    for (const [index, text] of texts.entries()) written(await store.send(message({ text, installSeq: from + index })));
  };
  return { ...harness, log, say };
}

export function written(outcome: SendOutcome): Entry {
  expect(outcome).toMatchObject({ kind: 'written' });
  if (outcome.kind !== 'written') throw new Error('Nothing was written.');
  return outcome.entry;
}

export const refused = (code: SendRefusalCode) => ({ kind: 'refused', code });

/** Numbers 1, 2, 3 … without a gap, and each digest over the one before it. */
export function expectWholeLog(entries: readonly Entry[], sha256: Sha256): void {
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  for (const [index, entry] of entries.entries()) expect(entry.digest).toBe(entryDigestOf(entry, entries[index - 1]?.digest ?? genesisDigest, sha256));
}
