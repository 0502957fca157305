import { expect, test } from 'vitest';
import { searchTarget } from './search-target.ts';

test('a whole account id leads straight to its account', () => {
  expect(searchTarget(' user:USD:alice ')).toEqual({ view: 'money', page: 'account', account: 'user:USD:alice' });
});

test('a key, a user, the beginning of an id, and a payer with a key lead to what is found under them', () => {
  for (const text of ['order-17', 'alice', 'clearing:', 'alice order-17', 'user:USD:alice order-17']) expect(searchTarget(text)).toEqual({ view: 'money', page: 'find', text });
});

test('an empty search leads home', () => {
  expect(searchTarget('  ')).toEqual({ view: 'money', page: 'overview' });
});
