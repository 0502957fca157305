import { expect, test } from 'vitest';
import { actionOf, shortcuts } from './shortcuts.ts';

const press = { modified: false, typing: false };

test('1 to 7 open the layers in the order of the page', () => {
  const opened = ['1', '2', '3', '4', '5', '6', '7'].map((key) => actionOf({ ...press, key }));
  expect(opened.map((action) => action?.kind === 'layer' && action.layer)).toEqual(['MOBILE', 'API', 'FUNCTIONS', 'FIRESTORE', 'STORAGE', 'PAYMENTS', 'AI']);
});

test('a key does nothing while someone types or holds the browser\'s own modifier', () => {
  expect(actionOf({ ...press, key: 'r' })).toEqual({ kind: 'refresh' });
  expect(actionOf({ key: 'r', modified: true, typing: false })).toBeUndefined();
  expect(actionOf({ key: 'r', modified: false, typing: true })).toBeUndefined();
});

test('no key means two things', () => {
  expect(new Set(shortcuts.map(({ key }) => key)).size).toBe(shortcuts.length);
});
