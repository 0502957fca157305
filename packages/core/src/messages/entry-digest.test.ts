import { describe, expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { contentDigestOf, entryDigestOf, genesisDigest } from './entry-digest.ts';

// The digest of these tests is the text itself, so that they show what is hashed.
const text = (given: string) => given;

const reply: Entry = {
  tenant: 'main', chat: 'c', seq: 7, atMs: 1_767_225_600_123, kind: 'message', userId: '"a\\', install: 'phone', installSeq: 12, target: undefined, version: 1,
  content: { text: 'Hello', salt: '0'.repeat(32) }, contentDigest: 'd'.repeat(64), paymentKey: 'k',
  ai: { model: 'm-1', inputTokens: 3, outputTokens: 4, costMinor: 9_007_199_254_740_993n, unit: 'USD' }, digest: 'e'.repeat(64),
};
const deletion: Entry = { ...reply, kind: 'delete', target: 5, version: 3, content: undefined, contentDigest: undefined, paymentKey: undefined, ai: undefined };

describe('the digest of an entry', () => {
  test('covers exactly this text, which a verifier in any language can write [CON-7]', () => {
    expect(entryDigestOf(reply, genesisDigest, text)).toBe(`["${'0'.repeat(64)}","main","c",7,1767225600123,"message","\\"a\\\\","phone",12,null,1,"${'d'.repeat(64)}","k",["m-1",3,4,"9007199254740993","USD"]]`);
    const { ai } = reply;
    expect(entryDigestOf({ ...reply, ai: ai && { ...ai, askedBy: 'zoe' } }, 'p', text)).toContain('["m-1",3,4,"9007199254740993","USD","zoe"]');
    expect(entryDigestOf(deletion, 'p', text)).toBe('["p","main","c",7,1767225600123,"delete","\\"a\\\\","phone",12,5,3,null,null,null]');
  });

  test('changes with every field but the text, its salt and the digest itself [CON-7]', () => {
    const { ai } = reply;
    if (ai === undefined) throw new Error('The reply has an origin.');
    const changed: readonly Partial<Entry>[] = [
      { tenant: 'x' }, { chat: 'x' }, { seq: 1 }, { atMs: 1 }, { kind: 'edit' }, { userId: 'x' }, { install: 'x' }, { installSeq: 1 }, { target: 1 }, { version: 2 }, { contentDigest: 'x' }, { paymentKey: 'x' },
      { ai: undefined }, { ai: { ...ai, model: 'x' } }, { ai: { ...ai, inputTokens: 9 } }, { ai: { ...ai, outputTokens: 9 } }, { ai: { ...ai, costMinor: 9n } }, { ai: { ...ai, unit: 'EUR' } }, { ai: { ...ai, askedBy: 'zoe' } },
    ];
    const digests = changed.map((fields) => entryDigestOf({ ...reply, ...fields }, genesisDigest, text));
    expect(new Set([...digests, entryDigestOf(reply, genesisDigest, text), entryDigestOf(reply, 'x', text)]).size).toBe(changed.length + 2);
    const erased: Entry = { ...reply, content: undefined, digest: 'x' };
    expect(entryDigestOf(erased, genesisDigest, text)).toBe(entryDigestOf(reply, genesisDigest, text));
  });

  test('takes of a text what does not tell it once the salt is gone', () => {
    expect(contentDigestOf({ text: 'Hello', salt: '0123' }, text)).toBe('0123Hello');
  });
});
