import { expect, test } from 'vitest';
import type { OutboxItem, OutboxWish } from '../outbox/outbox-item.ts';
import type { ChatEntry } from './chat-entry.ts';
import { chatView } from './chat-view.ts';

const said = (seq: number, changes: Partial<ChatEntry> = {}): ChatEntry => ({ seq, kind: 'message', version: 1, userId: 'bob', install: 'other', installSeq: seq, text: `text ${seq}`, digest: '', atMs: seq, ...changes });
const waiting = (installSeq: number, wish: OutboxWish): OutboxItem => ({ id: `mine-${installSeq}`, install: 'mine', installSeq, userId: 'alice', wish, writeClass: 'message', enqueuedAtMs: 100, state: { kind: 'queued' }, failedAttempts: 0 });
const texts = (...view: ReturnType<typeof chatView>) => view.map(({ text }) => text);

test('what waits here comes after what the server has', () => {
  const view = chatView([said(1)], [waiting(1, { kind: 'message', chatId: 'c', text: 'mine' })]);
  expect([texts(...view), view[1]?.seq, view[1]?.item?.id]).toEqual([['text 1', 'mine'], undefined, 'mine-1']);
});

test('what the log already has is not shown twice while its receipt is on the way', () => {
  const view = chatView([said(1, { install: 'mine', installSeq: 4, text: 'mine' })], [waiting(4, { kind: 'message', chatId: 'c', text: 'mine' })]);
  expect(texts(...view)).toEqual(['mine']);
});

test('edits and deletes show in their message, whether acknowledged or waiting', () => {
  const entries = [said(1), said(2), said(3), said(4, { kind: 'edit', target: 1, text: 'edited' }), said(5, { kind: 'delete', target: 2 })];
  const view = chatView(entries, [waiting(1, { kind: 'edit', chatId: 'c', target: { seq: 3 }, text: 'edited here' }), waiting(2, { kind: 'delete', chatId: 'c', target: { seq: 1 } })]);
  expect(view.map(({ seq, text, isEdited, isDeleted }) => ({ seq, text, isEdited, isDeleted }))).toEqual([
    { seq: 1, text: undefined, isEdited: true, isDeleted: true },
    { seq: 2, text: undefined, isEdited: false, isDeleted: true },
    { seq: 3, text: 'edited here', isEdited: true, isDeleted: false },
  ]);
});

test('a change of a message that is not in the copy shows nothing', () => {
  expect(chatView([said(9, { kind: 'edit', target: 2, text: 'edited' })], [])).toEqual([]);
});
