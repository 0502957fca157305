import { expect, test } from 'vitest';
import { noSequenceFaults, sequenceFaults, sumOfFaults } from './check-sequences.ts';

const log = [1, 2, 3, 4, 5].map((seq) => ({ seq, digest: `d${seq}` }));
const but = (change: (delivered: typeof log) => typeof log) => sequenceFaults(change([...log]), log);

test('the log as it is has no fault', () => {
  expect(sequenceFaults(log, log)).toEqual(noSequenceFaults);
});

test('entries left out, handed over twice, altered, and not handed over yet are counted', () => {
  expect(but((all) => all.toSpliced(1, 2))).toEqual({ ...noSequenceFaults, gaps: 2 });
  expect(but((all) => all.toSpliced(3, 0, { seq: 2, digest: 'd2' }))).toEqual({ ...noSequenceFaults, doubles: 1 });
  expect(but((all) => all.with(2, { seq: 3, digest: 'other' }))).toEqual({ ...noSequenceFaults, altered: 1 });
  expect(but((all) => all.slice(0, 3))).toEqual({ ...noSequenceFaults, behind: 2 });
});

test('an entry that came late is both a gap and, where it stands, one too many', () => {
  expect(but(([first, second, ...rest]) => [first, ...rest, second].filter((entry) => entry !== undefined))).toEqual({ ...noSequenceFaults, gaps: 1, doubles: 1 });
});

test('faults of several subscribers add up', () => {
  expect(sumOfFaults([{ ...noSequenceFaults, gaps: 2 }, { ...noSequenceFaults, gaps: 1, behind: 4 }])).toEqual({ ...noSequenceFaults, gaps: 3, behind: 4 });
});
