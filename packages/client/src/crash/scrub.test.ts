import { expect, test } from 'vitest';
import { scrubStack, scrubText } from './scrub.ts';

const scrub = (text: string) => scrubText(text, 1_000);

test.each([
  ['mail jane.doe+shop@mail.example.co.uk bounced', 'mail [email] bounced'],
  ['mail jürgen@bücher.example bounced', 'mail [email] bounced'],
  ['call +49 170 1234567 now', 'call [number] now'],
  ['card 4111-1111-1111-1111 refused', 'card [number] refused'],
  ['user 123456 gone, line 12345 stays', 'user [number] gone, line 12345 stays'],
  ['GET https://shop.example/pay?card=41&name=Jane#x failed', 'GET https://shop.example/pay?[query] failed'],
  ['message "I love you" too long', 'message [quoted] too long'],
  ["can't read 'Jane' of user's `Doe`", "can't read [quoted] of user's [quoted]"],
  ['cut in "a quotation that', 'cut in [quoted]'],
  ['in “Ihr Text” and «votre texte»', 'in [quoted] and [quoted]'],
  ['Bearer abc.def failed', 'Bearer [token] failed'],
  ['password: hunter2, ok', 'password [token], ok'],
  ['with eyJhbGciOiJIUzI1NiJ9abcdef', 'with [token]'],
  ['token sora_ses_0123456789abcdef_xyz', 'token [token]'],
  ['at C:\\Users\\Jane\\app and /home/jane/app', 'at C:\\Users\\~\\app and /home/~/app'],
  ['half \ud83c a pair \udf88 and \0', 'half \ufffd a pair \ufffd and \ufffd'],
])('%s becomes %s [MOB-1]', (text, scrubbed) => { expect(scrub(text)).toBe(scrubbed); });

test('what is about nobody stays', () => {
  for (const text of ['Maximum call stack size exceeded', 'x.y.z is not a function', 'Failed to fetch dynamically imported module', 'HTTP 503 after 3 tries']) expect(scrub(text)).toBe(text);
});

test('a stack keeps file, line and column, and its message is scrubbed', () => {
  const stack = 'TypeError: no "Jane" 4111111111111111\n    at pay (https://shop.example/app.js?user=jane:1:1431000)\n    at run (/home/jane/app/main.js:12:7)\nsend@https://shop.example/app.js?t=1:3:999999';
  expect(scrubStack(stack, 2_000)).toBe('TypeError: no [quoted] [number]\n    at pay (https://shop.example/app.js?[query]:1:1431000)\n    at run (/home/~/app/main.js:12:7)\nsend@https://shop.example/app.js?[query]:3:999999');
});

test('ten million characters of anything take no longer than a few thousand', () => {
  for (const text of ['a', '@', '1', '"', '?', '«', '“', 'http://', 'a://?', "'a ", 'a@', '1 ', '-', ':1', '/home/', 'token ']) {
    const huge = text.repeat(10_000_000 / text.length);
    const startedAtMs = performance.now();
    expect(scrubText(huge, 1_000).length).toBeLessThanOrEqual(1_000);
    expect(scrubStack(huge, 3_000).length).toBeLessThanOrEqual(3_000);
    expect(performance.now() - startedAtMs, text).toBeLessThan(500);
  }
});
