import { maxTextBytes } from '@sora/core';
import { expect, test } from 'vitest';
import { checkWish, tidyWish } from './check-wish.ts';

const text = (content: string) => checkWish({ kind: 'message', chatId: 'c', text: content });

test('takes what the server takes, to the last byte', () => {
  expect(['a', 'ü 😀\n\t', ' ', '\u00a0\u2028\u200d', 'x'.repeat(maxTextBytes), '😀'.repeat(maxTextBytes / 4)].map(text)).toEqual(Array.from({ length: 6 }));
});

test('refuses what the server would refuse for good', () => {
  expect(['', 'x'.repeat(maxTextBytes + 1), '😀'.repeat(maxTextBytes / 4) + 'x'].map(text)).toEqual(['empty', 'too-long', 'too-long']);
  expect(['\u0000', '\r', '\u0085', '\u007f', '\u202e', '\u2066', '\ud83d', '\udc00x'].map(text)).toEqual(Array.from({ length: 8 }, () => 'bad-text'));
  expect(['', '.c', 'a/b', 'x'.repeat(65)].map((chatId) => checkWish({ kind: 'delete', chatId, target: { seq: 1 } }))).toEqual(Array.from({ length: 4 }, () => 'bad-target'));
  expect(checkWish({ kind: 'message', chatId: 'c', text: 'x', price: { amount: '1.50' } })).toBe('bad-target');
});

test('looks at a transfer: payee, amount and memo', () => {
  const transfer = (payee: string, amount: string, memo?: string) => checkWish({ kind: 'transfer', payee, price: { amount }, ...(memo !== undefined && { memo }) });
  expect([transfer('bob', '5'), transfer('bob', '5', 'for tea')]).toEqual([undefined, undefined]);
  expect([transfer('', '5'), transfer('b ob', '5'), transfer('bob', '0'), transfer('bob', '-5'), transfer('bob', '05')]).toEqual(Array.from({ length: 5 }, () => 'bad-target'));
  expect([transfer('bob', '5', ''), transfer('bob', '5', 'two\nlines'), transfer('bob', '5', 'x'.repeat(501))]).toEqual(['empty', 'bad-text', 'too-long']);
});

test('writes newlines as the server takes them', () => {
  expect(tidyWish({ kind: 'message', chatId: 'c', text: 'a\r\nb\rc\n' })).toEqual({ kind: 'message', chatId: 'c', text: 'a\nb\nc\n' });
});
