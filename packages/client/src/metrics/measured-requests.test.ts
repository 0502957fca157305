import { fakeClock } from '@sora/core/testing';
import { expect, test } from 'vitest';
import type { TransportAnswer } from '../ports/transport.ts';
import { answered, unanswered } from '../testing/scripted-transport.ts';
import { measuredFetch, measuredTransport } from './measured-requests.ts';

function measuring() {
  const monotonic = fakeClock();
  const noted: unknown[] = [];
  const takes = (ms: number) => { monotonic.advance(ms); };
  return { monotonic, noted, takes, add: (...measurement: readonly unknown[]) => { noted.push(measurement); } };
}

test('every answer has its latency, 5xx and silence are errors, and the path says no more than its first word [MOB-4]', async () => {
  const { monotonic, noted, takes, add } = measuring();
  const answers: readonly (readonly [string, TransportAnswer])[] = [['/v1/chats/alice-and-bob/messages?from=3', answered(200, {})], ['/v1/wallets', answered(404, {})], ['/getSystemHealthSummary', answered(503, {})], ['/v1/chats', unanswered], ['/', { kind: 'unanswered', reason: 'timeout' }]];
  for (const [path, answer] of answers) {
    const transport = measuredTransport(async () => { takes(40); return answer; }, monotonic, add);
    expect(await transport({ method: 'GET', path, timeoutMs: 1_000 })).toBe(answer);
  }
  expect(noted).toEqual([
    ['LATENCY', 40, { api: 'chats' }],
    ['LATENCY', 40, { api: 'wallets' }],
    ['LATENCY', 40, { api: 'getSystemHealthSummary' }],
    ['ERROR', 1, { kind: 'request', api: 'getSystemHealthSummary', reason: '5xx' }],
    ['ERROR', 1, { kind: 'request', api: 'chats', reason: 'network' }],
    ['ERROR', 1, { kind: 'request', api: 'other', reason: 'timeout' }],
  ]);
});

test('the app gets the very answer or error of its own fetch, measured beside it [MOB-4]', async () => {
  const { monotonic, noted, takes, add } = measuring();
  const broken = new Error('offline');
  const answer = { status: 502, text: 'bad gateway' };
  const ask = measuredFetch(async (url: string) => {
    takes(30);
    if (url === '/broken') throw broken;
    if (url === '/nothing') return undefined as never;
    return answer;
  }, { api: 'shop', monotonic, add });
  expect(await ask('/cart')).toBe(answer);
  await expect(ask('/broken')).rejects.toBe(broken);
  expect(await ask('/nothing')).toBeUndefined();
  expect(noted).toEqual([['LATENCY', 30, { api: 'shop' }], ['ERROR', 1, { kind: 'request', api: 'shop', reason: '5xx' }], ['ERROR', 1, { kind: 'request', api: 'shop', reason: 'network' }]]);
});
