import { expect, test } from 'vitest';
import type { ChatLog } from '../../api/chats.ts';
import { chatHeadView } from './chat-head-view.ts';

const noonMs = new Date(2026, 10, 24, 12).getTime();
const facts: ChatLog = {
  chat: { chatId: 'lobby', kind: 'room', lastSeq: 1_204, digest: 'ab'.repeat(32), messages: 1_190, slowModeMs: 5_000, isClosed: false, createdAtMs: noonMs },
  log: { lastSeq: 1_204, digest: 'ab'.repeat(32), messages: 1_190, knownSeq: 0 }, differences: [],
  strip: { fromSeq: 1, toSeq: 1_204, stretches: [], gaps: [], missing: 0 }, members: { counts: { owner: 1, moderator: 0, member: 0 }, isMore: false, shown: [] },
};

test('a chat says what it is, how far it has come and how many messages stand', () => {
  const view = chatHeadView(facts);
  expect(view).toMatchObject({ about: 'Live room since Tue 24 Nov', lastSeq: '1,204', verdict: { tone: 'healthy' } });
  expect(view.figures).toEqual([{ label: 'Messages', value: '1,190' }, { label: 'Slow mode', value: 'one in 5 s' }]);
  expect(view.logDigest).toBeUndefined();
});

test('where head and entries come to two digests, both are there to be compared', () => {
  expect(chatHeadView({ ...facts, log: { ...facts.log, digest: 'cd'.repeat(32) } }).logDigest).toBe('cd'.repeat(32));
});
