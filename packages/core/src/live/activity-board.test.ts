import { expect, test } from 'vitest';
import { createActivityBoard } from './activity-board.ts';

const report = (server: string, chat: string, count: number, tenant = 'main') => ({ server, tenant, chat, count, sample: [] });
const head = (chat: string, lastSeq: number, tenant = 'main') => ({ tenant, chat, lastSeq });

test('viewers are summed over servers, the most watched room comes first, and no other tenant is told', () => {
  const board = createActivityBoard();
  for (const each of [report('east', 'r1', 7), report('west', 'r1', 3), report('east', 'r2', 70), report('east', 'theirs', 900, 'other')]) board.viewers(each, 0);
  expect(board.busiest('main', 9, 1_000)).toEqual([{ chat: 'r2', viewers: 70, servers: 1, entriesPerMinute: 0 }, { chat: 'r1', viewers: 10, servers: 2, entriesPerMinute: 0 }]);
  expect(board.busiest('main', 1, 1_000)).toHaveLength(1);
});

test('a server that says nothing more stops counting', () => {
  const board = createActivityBoard();
  board.viewers(report('east', 'r', 7), 0);
  board.viewers(report('west', 'r', 3), 14_000);
  expect(board.busiest('main', 9, 15_000)).toMatchObject([{ viewers: 3, servers: 1 }]);
  expect(board.busiest('main', 9, 29_000)).toEqual([]);
});

test('entries a minute come from how far a chat has come in the last minute, whatever it had before', () => {
  const board = createActivityBoard();
  for (let second = 0; second <= 300; second += 1) board.grown([head('c', 1_000 + second * 2)], second * 1_000);
  const [busy] = board.busiest('main', 9, 300_000);
  expect(busy).toMatchObject({ chat: 'c', viewers: undefined });
  expect(busy?.entriesPerMinute).toBeCloseTo(120, -1);
  expect(board.busiest('main', 9, 420_000)).toEqual([]);
});

test('a first word of a chat is no burst, and neither is one that came late', () => {
  const board = createActivityBoard();
  board.grown([head('c', 5_000)], 0);
  expect(board.busiest('main', 9, 0)).toEqual([]);
  board.grown([head('c', 5_001), head('c', 4_000)], 100);
  expect(board.busiest('main', 9, 100)).toMatchObject([{ entriesPerMinute: 6 }]);
});

test('the board is bounded, and takes new chats when old ones were quiet for a minute', () => {
  const board = createActivityBoard();
  for (let n = 0; n <= 10_000; n += 1) board.viewers(report('east', `r${n}`, 1), 0);
  expect(board.busiest('main', 20_000, 0)).toHaveLength(10_000);
  board.viewers(report('east', 'new', 1), 60_000);
  expect(board.busiest('main', 20_000, 60_000)).toMatchObject([{ chat: 'new' }]);
});
