import { SoraError } from '../kernel/sora-error.ts';
import { unwritten } from '../kernel/unwritten.ts';
import { maxMinor } from '../ledger/account.ts';
import { userIdPattern } from '../sessions/user-id.ts';
import { chatIdPattern, installPattern, maxTextBytes } from './chat.ts';
import type { AiOrigin, Content } from './entry.ts';
import type { Send } from './send.ts';
import { utf8Bytes } from './utf8-bytes.ts';

/** A field that no store may see, as `SoraError` lists it. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

const saltPattern = /^[0-9a-f]{32}$/;
const modelPattern = /^[\x21-\x7e]{1,128}$/;
const unitPattern = /^[A-Z][A-Z0-9_]{0,15}$/;

/** What is wrong with a send whatever the chat says: all of it, empty when nothing is. */
export function validateSend(send: Send): readonly FieldProblem[] {
  return [
    ...unless(chatIdPattern.test(send.chat), 'chat', 'A chat id is 1 to 64 letters, digits, _, . and -, not beginning with a dot.'),
    ...unless(userIdPattern.test(send.userId), 'userId', 'A user id is 1 to 128 visible ASCII characters.'),
    ...unless(installPattern.test(send.install), 'install', 'An install id is 1 to 64 letters, digits, _ and -.'),
    ...unless(isCount(send.installSeq), 'installSeq', 'An install counts its sends with whole numbers from 1.'),
    ...(send.kind === 'message' ? [] : unless(isCount(send.target), 'target', 'A message is named by its number: a whole number from 1.')),
    ...(send.kind === 'delete' ? [] : validateContent(send.content)),
    ...(send.kind === 'message' && send.ai !== undefined ? validateAi(send.ai) : []),
  ];
}

/** An adapter asks before it queues, so that nothing malformed reaches a database. @throws {SoraError} `bad-request` with every problem */
export function requireValidSend(send: Send): void {
  requireNoProblems(validateSend(send));
}

/** @throws {SoraError} `bad-request` */
export function requireNoProblems(errors: readonly FieldProblem[]): void {
  if (errors.length > 0) throw new SoraError('bad-request', { detail: errors.map(({ message }) => message).join(' '), errors });
}

/** The problem, unless it is none. */
export function unless(isFine: boolean, path: string, message: string): readonly FieldProblem[] {
  return isFine ? [] : [{ path, message }];
}

/** True of what no text may have, half a surrogate pair excepted. */
export function hasUnwritten(text: string): boolean {
  return unwritten.test(text);
}

function validateContent({ text, salt }: Content): readonly FieldProblem[] {
  return [...validateText(text), ...unless(saltPattern.test(salt), 'salt', 'A salt is 32 lowercase hexadecimal digits.')];
}

function validateText(text: string): readonly FieldProblem[] {
  // One unit of UTF-16 is at least one byte: what is far too long is not looked through.
  const bytes = text.length > maxTextBytes ? Infinity : utf8Bytes(text);
  if (bytes === undefined) return unless(false, 'text', 'A text is well-formed Unicode, without half a surrogate pair.');
  if (bytes < 1 || bytes > maxTextBytes) return unless(false, 'text', `A text is 1 to ${maxTextBytes} bytes of UTF-8.`);
  return unless(!unwritten.test(text), 'text', 'A text has no control characters but newline and tab, and no marks that turn the direction of writing.');
}

function validateAi({ model, inputTokens, outputTokens, costMinor, unit, askedBy }: AiOrigin): readonly FieldProblem[] {
  return [
    ...unless(modelPattern.test(model), 'ai.model', 'A model is named by 1 to 128 visible ASCII characters.'),
    ...unless(isCount(inputTokens + 1), 'ai.inputTokens', 'Tokens are a whole number from 0.'),
    ...unless(isCount(outputTokens + 1), 'ai.outputTokens', 'Tokens are a whole number from 0.'),
    ...unless(costMinor >= 0n && costMinor <= maxMinor, 'ai.costMinor', `A cost is 0 to ${maxMinor} minor units.`),
    ...unless(unitPattern.test(unit), 'ai.unit', 'A unit is up to 16 capitals, digits and _, such as USD.'),
    ...unless(askedBy === undefined || userIdPattern.test(askedBy), 'ai.askedBy', 'A user id is 1 to 128 visible ASCII characters.'),
  ];
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
