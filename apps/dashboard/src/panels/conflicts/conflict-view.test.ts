import { expect, test } from 'vitest';
import type { ConflictRow } from '../../api/conflicts.ts';
import { conflictView } from './conflict-view.ts';

const units = [{ unit: 'USD', exponent: 2 }];
const base = { id: 'c1', atMs: 0, resolution: 'The first one stands.' };

test('a double spend shows which wish won and which one lost [CON-2, CON-10]', () => {
  const row: ConflictRow = { ...base, type: 'DOUBLE_SPEND', subject: 'user:USD:alice', detail: { key: 'k', payer: 'user:USD:alice', first: { payee: 'user:USD:bob', kind: 'transfer', amountMinor: '500' }, refused: { kind: 'transfer', amountMinor: '700' } } };
  const view = conflictView(row, units);
  expect(view).toMatchObject({ tone: 'degraded', title: 'Double spend', about: { words: 'wallet of alice', href: '/?view=money&account=user%3AUSD%3Aalice' } });
  expect(view.sides).toEqual([
    { label: 'About', facts: [{ label: 'key', value: 'k', href: '/?view=money&find=k' }, { label: 'payer', value: 'user:USD:alice' }] },
    { label: 'Lost: the other wish', facts: [{ label: 'kind', value: 'transfer' }, { label: 'amount', value: '7.00 USD' }] },
    { label: 'Won: the first one', facts: [{ label: 'kind', value: 'transfer' }, { label: 'amount', value: '5.00 USD' }, { label: 'payee', value: 'user:USD:bob' }] },
  ]);
});

test('a balance set back shows what the row said and what its postings say [CON-5, CON-10]', () => {
  const detail = { outcome: 'corrected', before: { balanceMinor: '99999', frozen: false }, after: { balanceMinor: '500', frozen: true } };
  expect(conflictView({ ...base, type: 'BALANCE_INCONSISTENCY', subject: 'user:USD:alice', detail }, units).sides).toEqual([
    { label: 'About', facts: [{ label: 'outcome', value: 'corrected' }] },
    { label: 'Lost: the account row', facts: [{ label: 'balance', value: '999.99 USD' }, { label: 'frozen', value: 'no' }] },
    { label: 'Won: its postings', facts: [{ label: 'balance', value: '5.00 USD' }, { label: 'frozen', value: 'yes' }] },
  ]);
});

test('another amount of a provider is shown beside the one that was booked [CON-5]', () => {
  const [about] = conflictView({ ...base, type: 'BALANCE_INCONSISTENCY', subject: 'clearing:USD:stripe', detail: { provider: 'stripe', stated: '500', booked: '400' } }, units).sides;
  expect(about?.facts.map(({ value }) => value)).toEqual(['stripe', '5.00 USD', '4.00 USD']);
});

test('a race about a payment has no account to lead to, and nothing of it is lost to the reader [CON-6, CON-10]', () => {
  const view = conflictView({ ...base, type: 'PAYMENT_RACE', subject: 'stripe pi_1', detail: { how: 'report-before-answer' } }, units);
  expect(view).toMatchObject({ tone: 'info', subject: 'stripe pi_1', sides: [{ label: 'About', facts: [{ label: 'how', value: 'report-before-answer' }] }], detail: '{\n  "how": "report-before-answer"\n}' });
  expect(view.about).toBeUndefined();
});

test('a race for a field names both versions, where they are shown, and which value can be restored [CON-1, CON-10]', () => {
  const detail = { collection: 'chat-settings', id: 'c', field: 'title', winning: { version: 2, stamp: '2', atMs: 0 }, losing: { version: 1, stamp: '1', atMs: 0 } };
  const view = conflictView({ ...base, type: 'CONCURRENT_WRITE', subject: 'chat-settings/c', detail }, units);
  expect(view).toMatchObject({ tone: 'info', title: 'Concurrent write', about: { words: 'settings of chat c', href: '/?view=chats&chat=c' }, lost: { collection: 'chat-settings', id: 'c', field: 'title', version: 1 } });
  expect(view.sides.map(({ label, facts }) => [label, facts[0]])).toEqual([
    ['About', { label: 'field', value: 'title' }], ['Lost: the earlier write', { label: 'version', value: '1' }], ['Won: the later write', { label: 'version', value: '2' }],
  ]);
  const profile = conflictView({ ...base, type: 'CONCURRENT_WRITE', subject: 'profile/alice', detail: { ...detail, collection: 'profile', id: 'alice' } }, units);
  expect([profile.about, profile.lost?.id]).toEqual([undefined, 'alice']);
});

test('a recounted chat shows what its head said and what its entries come to [CON-4, CON-10]', () => {
  const detail = { outcome: 'corrected', differences: ['messages says 9; the entries come to 2'], before: { lastSeq: 5, digest: 'b', messages: 9 }, after: { lastSeq: 5, digest: 'a', messages: 2 } };
  const view = conflictView({ ...base, type: 'CHAT_STATE_MISMATCH', subject: 'c', detail }, units);
  expect(view).toMatchObject({ tone: 'degraded', about: { words: 'chat c' } });
  expect(view.sides.slice(1).map(({ label, facts }) => [label, facts])).toEqual([
    ['Lost: the head of the chat', [{ label: 'last number', value: '5' }, { label: 'messages', value: '9' }, { label: 'digest', value: 'b' }]],
    ['Won: its entries', [{ label: 'last number', value: '5' }, { label: 'messages', value: '2' }, { label: 'digest', value: 'a' }]],
  ]);
});
