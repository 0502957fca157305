import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deletion, edit, message } from '../testing/contracts/chat-store-harness.ts';
import { maxTextBytes } from './chat.ts';
import type { Send } from './send.ts';
import { utf8Bytes } from './utf8-bytes.ts';
import { requireValidSend, validateSend } from './validate-send.ts';

const wrongIn = (send: Send) => validateSend(send).map(({ path }) => path);
const ai = { model: 'm-1', inputTokens: 0, outputTokens: 0, costMinor: 0n, unit: 'USD' };

describe('a send', () => {
  test.each([
    'a', 'two\nlines\tand a tab', 'Grüße', '日本語', '👩‍🚀', 'مرحبا', 'שלום\u200f', '\u2028', 'a'.repeat(maxTextBytes), 'é'.repeat(maxTextBytes / 2), '𝒳'.repeat(maxTextBytes / 4), ' ',
  ])('may say %j', (text) => {
    expect(validateSend(message({ text }))).toEqual([]);
    expect(validateSend(edit({ text }))).toEqual([]);
  });

  test.each([
    '', 'a'.repeat(maxTextBytes + 1), `${'é'.repeat(maxTextBytes / 2)}a`, `${'€'.repeat(5461)}ab`, '𝒳'.repeat(maxTextBytes / 4) + 'a', '\0', 'a\rb', '\u001b[31m', '\u007f', '\u0085', '\u202e', '\u202a', '\u2066', '\u2069', '\ud800', 'a\udc00', '\ud800\ud800\udc00', '\udc00\ud800', '\udc00\udc00',
  ])('may not say %j', (text) => {
    expect(wrongIn(message({ text }))).toEqual(['text']);
    expect(wrongIn(edit({ text }))).toEqual(['text']);
  });

  test('has every field in its form, and is told of all that are not, at once', () => {
    const wrong = { chat: 'a/b', userId: '', install: 'my phone', installSeq: 0 };
    expect(wrongIn(message({ ...wrong, text: '', salt: 'F'.repeat(32), ai: { model: '', inputTokens: -1, outputTokens: 0.5, costMinor: -1n, unit: 'usd' } })))
      .toEqual(['chat', 'userId', 'install', 'installSeq', 'text', 'salt', 'ai.model', 'ai.inputTokens', 'ai.outputTokens', 'ai.costMinor', 'ai.unit']);
    expect(wrongIn(deletion({ ...wrong, target: 1.5 }))).toEqual(['chat', 'userId', 'install', 'installSeq', 'target']);
    expect(wrongIn(edit({ target: -1 }))).toEqual(['target']);
  });

  test.each([0, -1, 1.5, 2 ** 53, Number.NaN, Infinity])('is not numbered %d', (number) => {
    expect(wrongIn(message({ installSeq: number }))).toEqual(['installSeq']);
    expect(wrongIn(deletion({ target: number }))).toEqual(['target']);
  });

  test('may name an origin that cost nothing, and none that cost more than an account holds', () => {
    expect(validateSend(message({ ai, installSeq: 2 ** 53 - 1 }))).toEqual([]);
    expect(wrongIn(message({ ai: { ...ai, costMinor: 2n ** 63n } }))).toEqual(['ai.costMinor']);
  });

  test('that is wrong is a bad request with all its reasons', () => {
    expect(() => requireValidSend(message({ text: '', installSeq: 0 }))).toThrow(expect.objectContaining({ problem: 'bad-request', errors: [expect.objectContaining({ path: 'installSeq' }), expect.objectContaining({ path: 'text' })] }));
    expect(() => requireValidSend(message())).not.toThrow();
  });
});

test.each([['\u007f', 1], ['\u0080', 2], ['\u07ff', 2], ['\u0800', 3], ['\ud7ff', 3], ['\ue000', 3], ['\uffff', 3], ['\u{10000}', 4], ['\u{10ffff}', 4]])('%j is %i bytes of UTF-8', (text, bytes) => {
  expect(utf8Bytes(text)).toBe(bytes);
});

test('bytes of UTF-8 are counted as an encoder counts them, and half a pair is none', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(utf8Bytes(text)).toBe(encodeURIComponent(text).replaceAll(/%../g, 'x').length);
  }), { seed: 20_260_101 });
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\udfff', '\udbff\udbff'), fc.string({ unit: 'binary-ascii' }), (before, half, after) => {
    expect(utf8Bytes(before + half + after)).toBeUndefined();
  }), { seed: 20_260_101 });
});
