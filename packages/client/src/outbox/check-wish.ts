import { chatIdPattern, maxMemoLength, maxTextBytes } from '@sora/core';
import { utf8Bytes } from '../crash/utf8-bytes.ts';
import type { OutboxWish } from './outbox-item.ts';

/**
 * Why something was not taken, while the user still has it before them:
 * - `empty`, `too-long` (more bytes than the server takes), `bad-text` (characters that it does not take), `bad-target` (a chat, payee or price
 *   that cannot be one)
 * - `unknown-message`: there is no such message to be changed
 * - `nobody`: nobody has ever signed in here
 * - `queue-full`: too much waits already
 * - `device-full`, `device-unavailable`: the device did not keep it
 */
export type RefusalReason = 'empty' | 'too-long' | 'bad-text' | 'bad-target' | 'unknown-message' | 'nobody' | 'queue-full' | 'device-full' | 'device-unavailable';

/** Anything but what the server takes: no control characters but newline and tab, no marks that turn the direction of writing, no half surrogate pairs. */
const unwritten = /[^\n\t\u0020-\u007e\u00a0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\u{10ffff}]/u;
const payeePattern = /^[\x21-\x7e]{1,128}$/;
const amountPattern = /^(0|[1-9][0-9]{0,18})$/;
/** A memo is one line. */
const unwrittenInMemos = /[\t\n\u2028\u2029]/;

/** The wish as it is sent: with newlines as the server takes them. */
export function tidyWish<T extends OutboxWish>(wish: T): T {
  return 'text' in wish ? { ...wish, text: wish.text.replace(/\r\n?/g, '\n') } : wish;
}

/** What the server would refuse for good, known before it is queued; undefined when nothing is. */
export function checkWish(wish: OutboxWish): RefusalReason | undefined {
  if (wish.kind === 'transfer') {
    const { payee, price, memo } = wish;
    if (!payeePattern.test(payee) || !amountPattern.test(price.amount) || price.amount === '0') return 'bad-target';
    if (memo === undefined) return undefined;
    return memo.length > maxMemoLength ? 'too-long' : unwrittenInMemos.test(memo) ? 'bad-text' : checkText(memo);
  }
  if (!chatIdPattern.test(wish.chatId)) return 'bad-target';
  if (wish.kind === 'message' && wish.price !== undefined && !amountPattern.test(wish.price.amount)) return 'bad-target';
  return wish.kind === 'delete' ? undefined : checkText(wish.text);
}

function checkText(text: string): RefusalReason | undefined {
  if (text === '') return 'empty';
  // One unit of UTF-16 is at least one byte: what is far too long is not looked through.
  if (text.length > maxTextBytes) return 'too-long';
  return unwritten.test(text) ? 'bad-text' : utf8Bytes(text) > maxTextBytes ? 'too-long' : undefined;
}
