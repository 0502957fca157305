import { expect, test } from 'vitest';
import { formatClock } from '../../ui/format.ts';
import { changesView } from './changes-view.ts';

test('a change says when and what', () => {
  const atMs = Date.UTC(2026, 10, 23, 12, 3);
  expect(changesView([{ atMs, kind: 'verdict', text: 'Healthy again', layer: 'AI' }, { atMs, kind: 'event', text: 'A server started' }])).toEqual([
    { key: `${atMs} Healthy again`, at: formatClock(atMs), atIso: '2026-11-23T12:03:00.000Z', text: 'Healthy again' },
    { key: `${atMs} A server started`, at: formatClock(atMs), atIso: '2026-11-23T12:03:00.000Z', text: 'A server started' },
  ]);
});

test('the newest eight are shown', () => {
  const many = Array.from({ length: 12 }, (_, index) => ({ atMs: index, kind: 'event', text: `change ${index}` }) as const);
  expect(changesView(many).map(({ text }) => text)).toEqual(many.slice(0, 8).map(({ text }) => text));
});
