import { describe, expect, test } from 'vitest';
import type { OutboxWish } from './outbox-item.ts';
import { keyOf, type OutboxRow } from './outbox-row.ts';
import { type ChangeFacts, isAbout, planDelete, planEdit } from './plan-change.ts';

const install = 'a'.repeat(32);
const row = (installSeq: number, wish: OutboxWish, more: Partial<OutboxRow> = {}): OutboxRow => ({ install, installSeq, userId: 'alice', wish, writeClass: 'message', enqueuedAtMs: 0, isTried: false, ...more });
const message = (more: Partial<OutboxRow> = {}) => row(1, { kind: 'message', chatId: 'c', text: 'old' }, more);
const target = { itemId: `${install}-1` };
const edit = (installSeq: number, more: Partial<OutboxRow> = {}) => row(installSeq, { kind: 'edit', chatId: 'c', target, text: 'first edit' }, more);
const deletion = row(3, { kind: 'delete', chatId: 'c', target });
const receipt = { entry: { chatId: 'c', seq: 9, atMs: 0, digest: 'd' } };
const facts = (more: Partial<ChangeFacts>): ChangeFacts => ({ target, message: undefined, receipt: undefined, pending: [], ...more });
const refused = { kind: 'needs-attention', code: 'chat-closed', detail: '' } as const;
const tooOld = { kind: 'needs-confirmation', reason: 'too-old' } as const;

describe('an edit', () => {
  test('rewrites a message that never left, or that the server refused', () => {
    for (const each of [message(), message({ isTried: true, trouble: refused }), message({ isTried: true, trouble: { kind: 'needs-confirmation', reason: 'price-changed' } })]) {
      expect(planEdit(facts({ message: each }), 'new')).toEqual({ puts: [{ ...each, wish: { ...each.wish, text: 'new' } }] });
    }
  });

  test('goes behind a message that may have left, and into the edit that waits there already', () => {
    for (const each of [message({ isTried: true }), message({ isTried: true, trouble: tooOld })]) {
      expect(planEdit(facts({ message: each }), 'new')).toEqual({ target, drops: [] });
      expect(planEdit(facts({ message: each, pending: [edit(2)] }), 'new')).toMatchObject({ puts: [{ installSeq: 2, wish: { text: 'new' } }] });
      expect(planEdit(facts({ message: each, pending: [edit(2, { isTried: true })] }), 'new')).toEqual({ target, drops: [] });
    }
  });

  test('names a message that was delivered by its number, and is refused for one that nobody knows or that is being deleted', () => {
    expect(planEdit(facts({ receipt }), 'new')).toEqual({ target: { seq: 9 }, drops: [] });
    expect(planEdit(facts({ target: { seq: 4 } }), 'new')).toEqual({ target: { seq: 4 }, drops: [] });
    expect(planEdit(facts({}), 'new')).toBeUndefined();
    expect(planEdit(facts({ receipt, pending: [deletion] }), 'new')).toBeUndefined();
  });
});

describe('a delete', () => {
  test('drops a message that never left, with the edits that wait for it', () => {
    expect(planDelete(facts({ message: message(), pending: [edit(2)] }))).toEqual({ drops: [keyOf(message()), keyOf(edit(2))] });
  });

  test('goes behind one that may have left, in place of the edits that never did', () => {
    expect(planDelete(facts({ message: message({ isTried: true }), pending: [edit(2, { isTried: true }), edit(4)] }))).toEqual({ target, drops: [keyOf(edit(4))] });
    expect(planDelete(facts({ target: { seq: 4 } }))).toEqual({ target: { seq: 4 }, drops: [] });
  });

  test('is queued once', () => {
    expect(planDelete(facts({ receipt, pending: [deletion] }))).toEqual({});
    expect(planDelete(facts({ receipt, pending: [{ ...deletion, trouble: refused }] }))).toMatchObject({ target: { seq: 9 } });
  });
});

test('a change is about a message of its own chat, named the same way', () => {
  const bySeq = row(5, { kind: 'edit', chatId: 'c', target: { seq: 1 }, text: 'x' });
  expect([isAbout(edit(2), target, 'c'), isAbout(edit(2), target, 'd'), isAbout(edit(2), { itemId: 'other' }, 'c')]).toEqual([true, false, false]);
  expect([isAbout(bySeq, { seq: 1 }, 'c'), isAbout(bySeq, { seq: 2 }, 'c'), isAbout(bySeq, target, 'c'), isAbout(message(), target, 'c')]).toEqual([true, false, false, false]);
});
