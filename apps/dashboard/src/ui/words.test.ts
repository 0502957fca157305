import { expect, test } from 'vitest';
import { listed, plural, titleOf } from './words.ts';

test('a constant reads as a title, and acronyms stay acronyms', () => {
  expect(['COLD_START', 'FPS', 'PROCESS_CPU', 'ERROR'].map(titleOf)).toEqual(['Cold start', 'FPS', 'Process CPU', 'Error']);
});

test('lists and counts read as sentences', () => {
  expect([[], ['API'], ['API', 'AI'], ['API', 'AI', 'Mobile']].map(listed)).toEqual(['', 'API', 'API and AI', 'API, AI and Mobile']);
  expect([plural(1, 'node'), plural(2, 'node'), plural(0, 'retry', 'retries')]).toEqual(['1 node', '2 nodes', '0 retries']);
});
