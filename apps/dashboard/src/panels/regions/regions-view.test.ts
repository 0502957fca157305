import { expect, test } from 'vitest';
import { regionsView } from './regions-view.ts';

const node = { id: 'node-1', region: 'eu', release: '0.1.0', load: 0.35, memoryBytes: 191_000_000, startedAtMs: 0, heartbeatAgeMs: 2_000 };

test('a region shows its load and the nodes that carry it', () => {
  const views = regionsView([{ region: 'eu', nodes: 1, load: 0.354 }, { region: 'us', nodes: 2, load: 0 }], [node], 7_200_000);
  expect(views).toEqual([
    { region: 'eu', nodes: '1 node', load: '35.4 %', fill: 0.354, members: [{ id: 'node-1', name: 'node-1', load: '35 %', facts: '0.1.0 · 191 MB · up 2 h · heard 2 s ago' }] },
    { region: 'us', nodes: '2 nodes', load: '0 %', fill: 0, members: [] },
  ]);
});

test('a long node id is shown by its beginning', () => {
  const [region] = regionsView([{ region: 'eu', nodes: 1, load: 0 }], [{ ...node, id: '011e1c9e-4c6b-4f87-a8d3-628de4a8f420' }], 0);
  expect(region?.members[0]?.name).toBe('011e1c9e-4c6b');
});
