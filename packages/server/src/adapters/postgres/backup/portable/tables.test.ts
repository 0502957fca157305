import { expect, test } from 'vitest';
import { inOrder, quoted } from './tables.ts';

const table = (name: string) => ({ name, columns: [] });

test('a table comes after those that its rows refer to, and may refer to itself', () => {
  const ordered = inOrder(['account', 'login', 'tenant'].map(table), [{ from: 'account', to: 'tenant' }, { from: 'login', to: 'account' }, { from: 'account', to: 'account' }]);
  expect(ordered.map(({ name }) => name)).toEqual(['tenant', 'account', 'login']);
});

test('tables that refer to each other in a circle are named', () => {
  expect(() => inOrder(['hen', 'egg'].map(table), [{ from: 'hen', to: 'egg' }, { from: 'egg', to: 'hen' }])).toThrow('hen, egg');
});

test('a name with a quote in it stays one name', () => expect(quoted('a"b')).toBe('"a""b"'));
