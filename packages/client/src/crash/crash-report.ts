import type { FrameReport } from '@sora/core';
import { cutText } from './cut-text.ts';
import { quietly } from './quietly.ts';
import { scrubStack, scrubText } from './scrub.ts';

/** What is told of a crash or error, without personal data. */
export interface CrashReport {
  readonly id: string;
  /** `launch-death`: nothing was caught, the app was gone before it could be used. */
  readonly kind: 'crash' | 'launch-death' | 'error';
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Where it was caught. */
  readonly where: string;
  readonly release: string;
  readonly attempt: number;
  /** Reports before this one that gave way to it unsent. */
  readonly unsentBefore: number;
}

const maxNameLength = 100;
const maxMessageLength = 1_000;
/** A frame's report has details of at most 500 characters. */
const pieceLength = 500;
const pieces = 6;

/** Name, message and stack of whatever was thrown: an error, null, a frozen or cyclic thing, a proxy that throws at every touch. */
export function describeError(error: unknown): Pick<CrashReport, 'name' | 'message' | 'stack'> {
  const text = (name: 'name' | 'message' | 'stack') => {
    const value = quietly(() => (error as Readonly<Record<string, unknown>>)[name]);
    return typeof value === 'string' ? value : '';
  };
  return {
    name: scrubText(text('name'), maxNameLength) || (error === null ? 'null' : typeof error),
    message: scrubText(typeof error === 'string' ? error : text('message'), maxMessageLength),
    stack: scrubStack(text('stack'), pieceLength * pieces),
  };
}

/** As a frame carries it. @param atMonoMs when it is told: the clock of the run that died is gone */
export function toFrameReport({ id, kind, message, stack, ...more }: CrashReport, atMonoMs: number): FrameReport {
  const detail: Record<string, string | number> = { ...more, where: cutText(more.where, pieceLength), release: cutText(more.release, pieceLength) };
  for (let piece = 1, rest = stack; rest !== ''; piece++) {
    const part = cutText(rest, pieceLength);
    detail[`stack${piece}`] = part;
    rest = rest.slice(part.length);
  }
  return { id, kind, atMonoMs, message, detail };
}
