import { expect, test } from 'vitest';
import { decideDelivery } from './decide-delivery.ts';

const frame = { fromSeq: 2, toSeq: 3, bytes: 'x', sizeBytes: 1 };
const max = 100;

test('a socket that keeps up gets the next frame', () => {
  expect(decideDelivery({ next: { kind: 'frame', frame }, unsentBytes: 99, wasAtTail: true }, max)).toEqual({ kind: 'send', frame });
});

test('nothing more is queued for a socket at its bound, neither from hand nor from the log', () => {
  expect(decideDelivery({ next: { kind: 'frame', frame }, unsentBytes: 100, wasAtTail: true }, max)).toEqual({ kind: 'wait' });
  expect(decideDelivery({ next: { kind: 'gone', toSeq: 9 }, unsentBytes: 100, wasAtTail: false }, max)).toEqual({ kind: 'wait' });
});

test('who has everything waits for nothing, however slow', () => {
  expect(decideDelivery({ next: { kind: 'nothing' }, unsentBytes: 1_000, wasAtTail: false }, max)).toEqual({ kind: 'at-tail' });
});

test('the log is read for who begins, not for who was too slow', () => {
  expect(decideDelivery({ next: { kind: 'gone', toSeq: 9 }, unsentBytes: 0, wasAtTail: false }, max)).toEqual({ kind: 'read', toSeq: 9 });
  expect(decideDelivery({ next: { kind: 'gone', toSeq: 9 }, unsentBytes: 0, wasAtTail: true }, max)).toEqual({ kind: 'resync' });
});
