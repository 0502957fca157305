import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClientFrame } from './parse-client-frame.ts';

const frame = (value: object) => parseClientFrame(JSON.stringify(value));

describe('a frame of a client', () => {
  test.each([
    { type: 'hello', version: 1, token: 'sora_ses_x' },
    { type: 'token', token: 'sora_ses_x' },
    { type: 'subscribe', chat: 'c-1.a', from: 7 },
    { type: 'subscribe', chat: 'c' },
    { type: 'unsubscribe', chat: 'c' },
    { type: 'ping' },
  ])('is read: %j', (value) => {
    expect(frame(value)).toEqual({ kind: 'frame', frame: value });
  });

  test('may say more than is known, which is left out', () => {
    expect(frame({ type: 'subscribe', chat: 'c', color: 'red' })).toEqual({ kind: 'frame', frame: { type: 'subscribe', chat: 'c' } });
  });

  test.each([2, 99])('of version %i is told apart from a wrong one, whatever else it says', (version) => {
    expect(frame({ type: 'hello', version })).toEqual({ kind: 'other-version' });
  });

  test.each([
    ['', 'malformed'], ['{', 'malformed'], ['[]', 'malformed'], ['null', 'malformed'], ['"hello"', 'malformed'], ['1', 'malformed'],
    ['{}', 'unknown-type'], ['{"type":"toString"}', 'unknown-type'], ['{"type":["hello"]}', 'unknown-type'], ['{"__proto__":{"type":"ping"}}', 'unknown-type'],
    ['{"type":"hello","token":"x"}', 'bad-field'], ['{"type":"hello","version":"1","token":"x"}', 'bad-field'], ['{"type":"hello","version":0,"token":"x"}', 'bad-field'], ['{"type":"hello","version":1}', 'bad-field'],
    ['{"type":"token","token":7}', 'bad-field'], [`{"type":"token","token":"${'x'.repeat(257)}"}`, 'bad-field'],
    ['{"type":"subscribe"}', 'bad-field'], ['{"type":"subscribe","chat":"../c"}', 'bad-field'], ['{"type":"subscribe","chat":"c","from":0}', 'bad-field'], ['{"type":"subscribe","chat":"c","from":1.5}', 'bad-field'], ['{"type":"subscribe","chat":"c","from":1e300}', 'bad-field'], ['{"type":"subscribe","chat":"c","from":null}', 'bad-field'],
    ['{"type":"unsubscribe","chat":""}', 'bad-field'],
  ])('is refused: %s is %s', (text, code) => {
    expect(parseClientFrame(text)).toMatchObject({ kind: 'wrong', code });
  });

  test('never makes the parser throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.object().map((value) => JSON.stringify({ ...value, type: 'subscribe' }))), (text) => {
      expect(['frame', 'wrong', 'other-version']).toContain(parseClientFrame(text).kind);
    }), { seed: 20_260_101 });
  });
});
