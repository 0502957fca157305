import { expect, test } from 'vitest';
import { formatToken, parseToken } from './token.ts';

test('a token of each kind is read as it was written, and nothing else is a token', () => {
  const [id, secret] = ['0123456789abcdef', 'Aa0-_'.padEnd(43, 'x')];
  for (const kind of ['operator', 'service', 'ingest', 'user'] as const) expect(parseToken(formatToken({ kind, id, secret }))).toEqual({ kind, id, secret });
  const token = formatToken({ kind: 'user', id, secret });
  expect(token).toBe(`sora_ses_${id}_${secret}`);
  for (const wrong of ['', ` ${token}`, `${token}\n`, `${token}x`, token.slice(1), token.slice(0, -1), token.toUpperCase(), token.replace('ses', 'usr'), token.replace('ses', 'toString')]) expect(parseToken(wrong)).toBeUndefined();
});
