import { expect, test } from 'vitest';
import { contentDigestOf, entryDigestOf, genesisDigest } from '../messages/entry-digest.ts';
import type { Entry } from '../messages/entry.ts';
import { toySha256 } from '../testing/toy-sha256.ts';
import { entriesText, entryText } from './entry-text.ts';

const content = { text: 'Say "hi"\n日本', salt: '0'.repeat(32) };
const unsealed: Omit<Entry, 'digest'> = {
  tenant: 'main', chat: 'c', userId: 'alice', install: 'phone', installSeq: 1, seq: 1, kind: 'message', target: undefined, version: 1, content, contentDigest: contentDigestOf(content, toySha256),
  paymentKey: 'pay-1', ai: { model: 'm', inputTokens: 1, outputTokens: 2, costMinor: 2n ** 62n, unit: 'USD' }, atMs: 5,
};
const entry: Entry = { ...unsealed, digest: entryDigestOf(unsealed, genesisDigest, toySha256) };

test('an entry travels with everything that its digest covers, and without its tenant [CON-7]', () => {
  const { text, salt, ai, ...read } = JSON.parse(entryText(entry)) as Omit<Entry, 'tenant' | 'chat' | 'content' | 'ai'> & { readonly text: string; readonly salt: string; readonly ai: { readonly costMinor: string } & Omit<NonNullable<Entry['ai']>, 'costMinor'> };
  const rebuilt = { ...read, tenant: 'main', chat: 'c', target: undefined, content: { text, salt }, ai: { ...ai, costMinor: BigInt(ai.costMinor) } };
  expect(entryDigestOf(rebuilt, genesisDigest, toySha256)).toBe(entry.digest);
  expect(read).not.toHaveProperty('tenant');
});

test('an erased entry has no text', () => {
  expect(JSON.parse(entryText({ ...entry, content: undefined }))).not.toHaveProperty('text');
});

test('a frame holds entries as they are', () => {
  expect(JSON.parse(entriesText('c', [entryText(entry), '{"seq":2}']))).toMatchObject({ type: 'entries', chat: 'c', entries: [{ seq: 1, text: content.text }, { seq: 2 }] });
});
