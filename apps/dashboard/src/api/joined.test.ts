import { expect, test } from 'vitest';
import { joined } from './joined.ts';
import { unreachable } from './problem.ts';

test('answers are joined in their order', () => {
  expect(joined([{ kind: 'ok', value: 1 }, { kind: 'ok', value: 'b' }], ([number, letter]) => ({ number, letter }))).toEqual({ kind: 'ok', value: { number: 1, letter: 'b' } });
});

test('one problem is the answer to the whole: half a truth about money is none', () => {
  const problem = { kind: 'problem', problem: unreachable } as const;
  expect(joined([{ kind: 'ok', value: 1 }, problem], (values) => values)).toBe(problem);
});
