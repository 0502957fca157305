import { expect, test } from 'vitest';
import { seededRandom } from '../testing/seeded-random.ts';
import { sampleViewers } from './sample-viewers.ts';
import { createViewerBoard, reportValidMs } from './viewer-board.ts';

const people = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);
const report = (server: string, count: number, sample: readonly string[] = []) => ({ server, tenant: 'main', chat: 'room', count, sample });

test('viewers are summed over servers, and the age is that of the oldest count', () => {
  const board = createViewerBoard(seededRandom(1));
  board.put(report('east', 700), 0);
  board.put(report('west', 300), 4_000);
  board.put({ ...report('west', 9), tenant: 'other' }, 4_000);
  expect(board.viewersOf('main', 'room', 5_000)).toEqual({ type: 'viewers', chat: 'room', count: 1_000, servers: 2, ageMs: 5_000, sample: [] });
});

test('a server that says nothing more stops counting, and is forgotten', () => {
  const board = createViewerBoard(seededRandom(1));
  board.put(report('east', 700), 0);
  board.put(report('west', 300), 1);
  board.sweep(reportValidMs);
  expect(board.viewersOf('main', 'room', reportValidMs)).toMatchObject({ count: 300, servers: 1 });
  expect(board.viewersOf('main', 'empty', 0)).toMatchObject({ count: 0, servers: 0, ageMs: 0 });
});

test('at most fifty are named, of each server in the measure of its viewers', () => {
  const board = createViewerBoard(seededRandom(2));
  board.put(report('east', 9_000, people('east-', 50)), 0);
  board.put(report('west', 1_000, people('west-', 50)), 0);
  const { sample } = board.viewersOf('main', 'room', 0);
  const fromWest = sample.filter((name) => name.startsWith('west-')).length;
  expect([sample.length, new Set(sample).size]).toEqual([50, 50]);
  expect(fromWest).toBeGreaterThanOrEqual(1);
  expect(fromWest).toBeLessThanOrEqual(9);
});

test('each viewer is sampled with the same chance', () => {
  const random = seededRandom(3);
  const counts = new Map<string, number>();
  for (let round = 0; round < 2_000; round++) for (const name of sampleViewers(people('', 20), random, 5)) counts.set(name, (counts.get(name) ?? 0) + 1);
  expect(counts.size).toBe(20);
  for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
});

test('the board is bounded, whatever servers say', () => {
  const board = createViewerBoard(seededRandom(1));
  for (let n = 0; n < 10_001; n++) board.put({ ...report('east', 1), chat: `room-${n}` }, 0);
  expect(board.viewersOf('main', 'room-10000', 0).count).toBe(0);
  board.sweep(reportValidMs);
  board.put({ ...report('east', 1), chat: 'room-10000' }, reportValidMs);
  expect(board.viewersOf('main', 'room-10000', reportValidMs).count).toBe(1);
});
