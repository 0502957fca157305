import type { ProblemKind } from '../../packages/core/src/kernel/problems.ts';
import { code, pageHead, table } from './markdown.ts';

/** docs/reference/errors.md: every problem by its code. */
export function errorsPage(problems: Readonly<Record<string, ProblemKind>>): string {
  const rows = Object.entries(problems)
    .toSorted(([, a], [, b]) => a.status - b.status)
    .map(([name, problem]) => [code(name), String(problem.status), problem.retryable ? 'yes' : 'no', problem.title, problem.remedy]);
  return [
    ...pageHead('Errors', 'packages/core/src/kernel/problems.ts'),
    'Over HTTP every refusal is a problem document (RFC 9457, `application/problem+json`) whose `code` stands here. In code the same problem is a `SoraError`: `bad-request` has `error.problem === \'bad-request\'` and `error.code === \'SORA_BAD_REQUEST\'`. Match on these, never on the words; codes are not renamed.',
    '',
    ...table(['Code', 'Status', 'Try again?', 'Means', 'What to do'], rows),
  ].join('\n');
}
