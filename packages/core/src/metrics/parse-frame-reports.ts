import type { Conservation, FrameReport } from './frame.ts';
import { idRule, isId } from './parse-frame-envelope.ts';
import { isRecent, type ItemContext, type Reject } from './parse-frame-items.ts';
import { isRecord } from './parse-sample-labels.ts';

export const maxMessageLength = 2000;
const maxDetails = 20;
const maxDetailLength = 500;
const maxDropReasons = 20;
const kindPattern = /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/;
const detailNamePattern = /^[A-Za-z][A-Za-z0-9_.]{0,39}$/;

/** One report, or undefined where it was rejected. */
export function parseReport(item: unknown, context: ItemContext, reject: Reject): FrameReport | undefined {
  if (!isRecord(item)) return reject('', 'must be an object');
  const { id, kind, atMonoMs, message, detail } = item;
  if (!isId(id)) return reject('.id', idRule);
  if (typeof kind !== 'string' || !kindPattern.test(kind)) return reject('.kind', 'is a letter, then at most 39 of letters, digits, "_", "." and "-"');
  if (!isRecent(atMonoMs, context, reject)) return undefined;
  if (!isStorable(message, maxMessageLength)) return reject('.message', `must be a text of at most ${maxMessageLength} characters without U+0000`);
  if (detail === undefined) return { id, kind, atMonoMs, message };
  return isDetail(detail) ? { id, kind, atMonoMs, message, detail } : reject('.detail', `must be at most ${maxDetails} names with texts of at most ${maxDetailLength} characters, finite numbers or booleans`);
}

/** The sender's books; undefined where it keeps none, or where they cannot be read and were rejected. */
export function parseConservation(item: unknown, reject: Reject): Conservation | undefined {
  if (item === undefined) return undefined;
  if (!isRecord(item)) return reject('', 'must be an object');
  const { produced, delivered, queued, dropped, unframed } = item;
  if (!isWhole(produced)) return reject('.produced', 'must be a whole number from 0');
  if (!isWhole(delivered)) return reject('.delivered', 'must be a whole number from 0');
  if (!isWhole(queued)) return reject('.queued', 'must be a whole number from 0');
  if (unframed !== undefined && !isWhole(unframed)) return reject('.unframed', 'must be a whole number from 0');
  return isDropped(dropped) ? { produced, delivered, queued, dropped, ...(unframed === undefined ? {} : { unframed }) } : reject('.dropped', `must be at most ${maxDropReasons} reasons with whole numbers from 0`);
}

/** Measurements that a sender produced and cannot account for; 0 when its books balance, negative when it claims more than it produced. */
export function unaccountedFor({ produced, delivered, queued, dropped }: Conservation): number {
  return Object.values(dropped).reduce((left, count) => left - count, produced - delivered - queued);
}

function isDetail(detail: unknown): detail is NonNullable<FrameReport['detail']> {
  if (!isRecord(detail)) return false;
  const entries = Object.entries(detail);
  return entries.length <= maxDetails && entries.every(([name, value]) => detailNamePattern.test(name) && isDetailValue(value));
}

function isDetailValue(value: unknown): boolean {
  return typeof value === 'boolean' || Number.isFinite(value) || isStorable(value, maxDetailLength);
}

function isDropped(dropped: unknown): dropped is Conservation['dropped'] {
  if (!isRecord(dropped)) return false;
  const reasons = Object.entries(dropped);
  return reasons.length <= maxDropReasons && reasons.every(([reason, count]) => kindPattern.test(reason) && isWhole(count));
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Lines and tabs are welcome in a stack trace; U+0000 and lone surrogates are what PostgreSQL cannot store. */
function isStorable(text: unknown, maxLength: number): text is string {
  return typeof text === 'string' && text.length <= maxLength && !text.includes('\0') && text.isWellFormed();
}
