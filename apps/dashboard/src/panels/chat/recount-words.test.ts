import { expect, test } from 'vitest';
import { recountWords } from './recount-words.ts';

test('what a recount came to is said, also that it changed nothing', () => {
  const words = (kind: 'corrected' | 'unresolvable' | 'was-right') => recountWords({ kind, after: { lastSeq: 5, messages: 1 } });
  expect(words('corrected')).toBe('Recounted: the head says #5 and 1 message now, as its entries do.');
  expect(words('unresolvable')).toContain('nothing was recounted');
  expect(words('was-right')).toContain('was right');
});
