import { describe, expect, test } from 'vitest';
import { genesisSeal, memoDigestOf, sealOf } from './seal.ts';
import type { Transfer } from './transfer.ts';

// The digest of these tests is the text itself, so that they show what is hashed.
const text = (given: string) => given;

const post: Transfer = {
  tenant: 'main', payer: 'user:USD:"a\\', key: 'k', kind: 'post', payee: 'user:USD:b', unit: 'USD', amountMinor: 9_223_372_036_854_775_807n,
  holdKey: 'h', expiresAtMs: undefined, linkedKey: 'l', payerLeg: { posting: 4, balanceMinor: -7n, heldMinor: 2n }, payeeLeg: { posting: 5, balanceMinor: 8n, heldMinor: 0n },
  memo: { text: 'thanks', salt: 's' }, memoDigest: 'd'.repeat(64), fingerprint: 'f'.repeat(64), lane: 3, seq: 12, seal: 'e'.repeat(64), atMs: 1_767_225_600_123,
};
const hold: Transfer = { ...post, kind: 'hold', holdKey: undefined, expiresAtMs: 1_767_225_660_000, linkedKey: undefined, payeeLeg: undefined, memo: undefined, memoDigest: undefined };

describe('a seal', () => {
  test('covers exactly this text, which a verifier in any language can write', () => {
    expect(sealOf(post, genesisSeal, text)).toBe(`["${'0'.repeat(64)}","main",3,12,1767225600123,"post","user:USD:\\"a\\\\","k","user:USD:b","USD",`
      + `"9223372036854775807","h",null,"l",4,"-7","2",5,"8","0","${'d'.repeat(64)}","${'f'.repeat(64)}"]`);
    expect(sealOf(hold, 'p', text)).toBe('["p","main",3,12,1767225600123,"hold","user:USD:\\"a\\\\","k","user:USD:b","USD",'
      + `"9223372036854775807",null,1767225660000,null,4,"-7","2",null,null,null,null,"${'f'.repeat(64)}"]`);
  });

  test('changes with every field but the memo and the seal itself', () => {
    const changed: readonly Partial<Transfer>[] = [
      { tenant: 'x' }, { payer: 'x' }, { key: 'x' }, { kind: 'void' }, { payee: 'x' }, { unit: 'x' }, { amountMinor: 1n }, { holdKey: 'x' }, { expiresAtMs: 1 }, { linkedKey: 'x' },
      { payerLeg: { ...post.payerLeg, posting: 1 } }, { payerLeg: { ...post.payerLeg, balanceMinor: 1n } }, { payerLeg: { ...post.payerLeg, heldMinor: 1n } },
      { payeeLeg: { posting: 1, balanceMinor: 8n, heldMinor: 0n } }, { payeeLeg: { posting: 5, balanceMinor: 1n, heldMinor: 0n } }, { payeeLeg: { posting: 5, balanceMinor: 8n, heldMinor: 1n } },
      { memoDigest: 'x' }, { fingerprint: 'x' }, { lane: 1 }, { seq: 1 }, { atMs: 1 },
    ];
    const seals = changed.map((fields) => sealOf({ ...post, ...fields }, genesisSeal, text));
    expect(new Set([...seals, sealOf(post, genesisSeal, text), sealOf(post, 'x', text)]).size).toBe(changed.length + 2);
    const erased: Transfer = { ...post, memo: undefined, seal: 'x' };
    expect(sealOf(erased, genesisSeal, text)).toBe(sealOf(post, genesisSeal, text));
  });

  test('takes of a memo what does not tell its text', () => {
    expect(memoDigestOf({ text: 'thanks', salt: '0123' }, text)).toBe('0123thanks');
  });
});
