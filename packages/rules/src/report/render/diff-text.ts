import type { RulesDiff, RulesDifference } from '../../diff/rules-diff.ts';
import { witnessWords } from './request-words.ts';

export interface ComparedFiles {
  readonly before: string;
  readonly after: string;
}

/** How two versions differ, a line for each request that one allows and the other denies. */
export function diffText({ verdict, differences, undecided }: RulesDiff, { before, after }: ComparedFiles): string {
  const open = undecided.questions === 0 ? '' : ` ${undecided.questions} of ${undecided.of} questions were not decided.`;
  const told = differences.map((difference) => differenceText(difference, difference.direction === 'looser' ? after : before));
  return [`${after} ${diffWords[verdict]} ${before}.${open}`, ...told, ...undecided.looser.map(({ match, operation }) => `\n${after}: perhaps newly allowed, which was not decided: ${operation} in ${match}`)].join('\n');
}

export const diffWords: Readonly<Record<RulesDiff['verdict'], string>> = {
  equal: 'allows the same as',
  stricter: 'allows less than',
  looser: 'allows more than',
  both: 'allows some more and some less than',
  unknown: 'may allow something else than',
};

function differenceText({ direction, match, operation, line, witness }: RulesDifference, file: string): string {
  const verb = direction === 'looser' ? 'newly allowed' : 'no longer allowed';
  return `\n${file}:${line}: ${verb}: ${operation} in ${match}\n    request  ${witnessWords(witness)}`;
}
