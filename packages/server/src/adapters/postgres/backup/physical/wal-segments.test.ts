import { expect, test } from 'vitest';
import { walSegments } from './wal-segments.ts';

const sixteenMegabytes = 16 * 1024 * 1024;

test('a stretch inside one file needs that file', () => {
  expect(walSegments({ startLsn: '0/3000028', stopLsn: '0/3000158', timeline: 1, segmentBytes: sixteenMegabytes })).toEqual(['000000010000000000000003']);
});

test('a stretch that ends at the end of a file needs no further one', () => {
  expect(walSegments({ startLsn: '0/3000028', stopLsn: '0/4000000', timeline: 1, segmentBytes: sixteenMegabytes })).toEqual(['000000010000000000000003']);
});

test('a stretch across the 4 GB boundary names every file in between, on its timeline', () => {
  expect(walSegments({ startLsn: 'A/FEFFFFFF', stopLsn: 'B/1', timeline: 27, segmentBytes: sixteenMegabytes })).toEqual([
    '0000001B0000000A000000FE', '0000001B0000000A000000FF', '0000001B0000000B00000000',
  ]);
});
