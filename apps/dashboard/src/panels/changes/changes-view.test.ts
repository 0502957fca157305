import { expect, test } from 'vitest';
import { formatClock } from '../../ui/format.ts';
import { changesView } from './changes-view.ts';

test('a change says when, what and which layer', () => {
  const atMs = Date.UTC(2026, 10, 23, 12, 3);
  expect(changesView([{ atMs, kind: 'verdict', text: 'Healthy again', layer: 'AI' }, { atMs, kind: 'event', text: 'A server started' }])).toEqual([
    { key: `${atMs} Healthy again`, at: formatClock(atMs), atIso: '2026-11-23T12:03:00.000Z', text: 'Healthy again', layer: 'AI' },
    { key: `${atMs} A server started`, at: formatClock(atMs), atIso: '2026-11-23T12:03:00.000Z', text: 'A server started' },
  ]);
});
