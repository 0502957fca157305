import type { RefusedLabel } from './sample.ts';

/** What is wrong with one field, and what it may be instead. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** Labels of one series, `release` not counted. */
export const maxLabels = 8;
export const maxLabelValueLength = 100;
const maxRegionLength = 40;

const servicePattern = /^[A-Za-z0-9._/-]{1,64}$/;
const labelNamePattern = /^[A-Za-z][A-Za-z0-9_.]{0,39}$/;
// Without \p{Cc}, which engines of phones do not know.
const controlCharacter = /[^\u0020-\u007e\u00a0-\uffff]/;

/** A record, so that the compiler misses none of the type's names. */
const refusedLabels: Readonly<Record<RefusedLabel, true>> = {
  user: true, userId: true, user_id: true, session: true, sessionId: true, session_id: true, email: true,
  ip: true, token: true, url: true, requestId: true, request_id: true, traceId: true, trace_id: true,
};
const refusedSpellings = new Set(Object.keys(refusedLabels).map(spelling));

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns what is wrong with it, or undefined */
export function serviceProblem(service: unknown): string | undefined {
  return typeof service === 'string' && servicePattern.test(service) ? undefined : 'must be 1 to 64 characters of A-Z, a-z, 0-9, ".", "_", "/" and "-"';
}

/** @returns what is wrong with it, or undefined; the empty region means "not known" */
export function regionProblem(region: unknown): string | undefined {
  return isPlainText(region, maxRegionLength) ? undefined : `must be a text of at most ${maxRegionLength} characters without control characters`;
}

/** @returns what is wrong with a label, or undefined */
export function labelProblem(name: string, value: unknown): string | undefined {
  if (!labelNamePattern.test(name)) return 'a label name is a letter, then at most 39 of letters, digits, "_" and "."';
  if (refusedSpellings.has(spelling(name))) return `"${name}" would make one series per person or request; leave it out`;
  return isPlainText(value, maxLabelValueLength) ? undefined : `must be a text of at most ${maxLabelValueLength} characters without control characters`;
}

// A lone surrogate is refused too: PostgreSQL takes neither it nor U+0000 into jsonb.
function isPlainText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength && !controlCharacter.test(value) && value.isWellFormed();
}

/** `User.ID` and `user_id` are the same name to a person, and the same danger. */
function spelling(name: string): string {
  return name.toLowerCase().replaceAll(/[_.]/g, '');
}
