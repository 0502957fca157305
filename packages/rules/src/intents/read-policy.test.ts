import { expect, test } from 'vitest';
import { readPolicy } from './read-policy.ts';

function mistakesIn(file: unknown): readonly string[] {
  const reading = readPolicy(JSON.stringify(file));
  return reading.kind === 'wrong' ? reading.mistakes : [];
}

test('an intent is like another one, but for what it says; an acceptance counts until the end of its day', () => {
  const reading = readPolicy(JSON.stringify({
    intents: [{ path: 'posts/{post}', like: 'payments', may: { get: ['anyone'], list: [] }, harm: { get: 'low' } }],
    acceptances: [{ finding: 'x', reason: 'known', expires: '2026-12-31' }],
  }));
  expect(reading).toMatchObject({ kind: 'read', policy: {
    intents: [{ name: 'posts/{post}', paths: ['posts/{post}'], service: 'cloud.firestore', may: { get: ['anyone'], list: [], create: [] }, harm: { get: 'low', list: 'critical' } }],
    acceptances: [{ finding: 'x', reason: 'known', expiresAtMs: Date.parse('2027-01-01T00:00:00Z') }],
  } });
});

test('limits are conditions, tried by principals', () => {
  const limit = { name: 'price', by: ['owner'], severity: 'high', words: 'change the price', when: { update: 'request.resource.data.price != resource.data.price' } };
  expect(readPolicy(JSON.stringify({ intents: [{ path: 'offers/{offer}', limits: [limit] }] }))).toMatchObject({ kind: 'read', policy: { intents: [{ limits: [{ ...limit, when: { update: [limit.when.update] }, check: 'ownership' }] }] } });
  expect(mistakesIn({ intents: [{ path: 'offers/{offer}', limits: [{ ...limit, by: ['boss'], when: { update: 'price >' } }] }] })).toEqual([
    expect.stringMatching(/^intents\[0\]\.limits\[0\]\.by\[0\] is "boss"; it has to be one of anonymous, /),
    expect.stringMatching(/^intents\[0\]\.limits\[0\]\.when\.update is no condition of the rules language: /),
  ]);
});

test('without a reason or an expiry nothing is accepted', () => {
  expect(mistakesIn({ acceptances: [{ finding: 'x' }] })).toEqual([
    'acceptances[0] gives no "reason": why does the team live with it?',
    'acceptances[0] has no "expires": a day such as "2026-12-31", after which it counts again.',
  ]);
  expect(mistakesIn({ acceptances: [{ finding: 'x', reason: ' ', expires: '2026-02-30' }] })).toEqual([
    'acceptances[0].reason has to be a text that is not empty.',
    'acceptances[0].expires is "2026-02-30"; write a day of the calendar as "2026-12-31".',
  ]);
});

test('every mistake is told, with its place', () => {
  expect(mistakesIn({ intents: [{ path: 'a/{b', like: 'paymnts', may: { read: ['owner'], get: ['boss'] } }, {}], rules: [] })).toEqual([
    'The file has no field "rules"; it takes intents, acceptances.',
    'intents[0].path is "a/{b"; write names and wildcards, such as "chats/{chat}/messages/{message}".',
    'intents[1] names no "path", such as "posts/{post}".',
  ]);
  expect(mistakesIn({ intents: [{ path: 'a/{b}', like: 'paymnts', may: { read: ['owner'], get: ['boss'] }, harm: { get: 'bad' } }] })).toEqual([
    expect.stringMatching(/^intents\[0\]\.like is "paymnts"; it has to be one of .*payments/),
    'intents[0].may has no field "read"; it takes get, list, create, update, delete.',
    'intents[0].may.get[0] is "boss"; it has to be one of anyone, signed-in, participant, owner, moderator, admin.',
    'intents[0].harm.get is "bad"; it has to be one of low, medium, high, critical.',
  ]);
  expect(mistakesIn({ intents: [{ path: 'a/{b}', like: 'payments', service: 'firebase.storage' }] })).toEqual(['intents[0] is about firebase.storage and like payments, which is about cloud.firestore.']);
});

test('any text is answered', () => {
  expect(['', '[]', 'null', '{"intents": {}}', '\u0000', '{"__proto__": 1}'].map((text) => readPolicy(text).kind)).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'wrong']);
  expect(readPolicy('{}')).toEqual({ kind: 'read', policy: { intents: [], acceptances: [] } });
  expect(readPolicy(' '.repeat(1_000_001))).toMatchObject({ kind: 'wrong' });
});
