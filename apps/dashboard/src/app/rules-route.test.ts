import { expect, test } from 'vitest';
import { formatRoute, parseRoute, placeOf } from './route.ts';

test('a cell of the matrix has an address of its own, and choosing one does not leave the page', () => {
  const route = { view: 'rules', file: 'storage', cell: { line: 7, operation: 'get', principal: 'anonymous-auth' } } as const;
  expect(formatRoute(route)).toBe('/?view=rules&file=storage&cell=7.get.anonymous-auth');
  expect(parseRoute('?view=rules&file=storage&cell=7.get.anonymous-auth')).toEqual(route);
  expect([placeOf(route), placeOf({ view: 'rules' })]).toEqual(['rules', 'rules']);
});

test.each(['?view=rules', '?view=rules&file=other', '?view=rules&cell=0.get.x', '?view=rules&cell=7.get', '?view=rules&cell=%3Cscript%3E'])('%s falls back to the page itself', (search) => {
  expect(parseRoute(search)).toEqual({ view: 'rules' });
});
