import type { Frame, FrameReceipt } from './frame.ts';
import { extraLabels, itemsProblem, parseEnvelope, type FrameEnvelope } from './parse-frame-envelope.ts';
import { parseCounter, type ParsedCounter, parseSketch, type ParsedSketch, type Reject } from './parse-frame-items.ts';
import { parseConservation, parseReport, unaccountedFor } from './parse-frame-reports.ts';
import { isRecord, maxLabels, type FieldError } from './parse-sample-labels.ts';

/** A frame without what was rejected, its histograms decoded. */
export interface ParsedFrame extends Omit<Frame, 'counters' | 'sketches'> {
  readonly counters: readonly ParsedCounter[];
  readonly sketches: readonly ParsedSketch[];
}

export interface AcceptedFrame {
  readonly kind: 'frame';
  readonly frame: ParsedFrame;
  /** One entry per item left out, so that one bad item does not lose the rest. */
  readonly rejected: FrameReceipt['rejected'];
  /** What the sender's books do not account for: 0 when they balance. Absent where it keeps none. A mismatch refuses nothing. */
  readonly unaccounted?: number;
}

export type ParseFrameOutcome = AcceptedFrame | { readonly kind: 'refused'; readonly errors: readonly FieldError[] };

type Rejected = FrameReceipt['rejected'][number][];

/**
 * Checks a frame from outside. A bad envelope refuses it; a bad item is left out and named.
 * Written by hand and without a schema library: every device comes through here every minute.
 */
export function parseFrame(input: unknown): ParseFrameOutcome {
  if (!isRecord(input)) return { kind: 'refused', errors: [{ path: '', message: 'must be an object' }] };
  const errors: FieldError[] = [];
  const envelope = parseEnvelope(input, errors);
  const problem = itemsProblem(input);
  if (problem !== undefined) errors.push(problem);
  if (envelope === undefined || errors.length > 0) return { kind: 'refused', errors };
  return parseContents(envelope, input);
}

function parseContents(envelope: FrameEnvelope, input: Readonly<Record<string, unknown>>): AcceptedFrame {
  const rejected: Rejected = [];
  const context = { sentAtMonoMs: envelope.sentAtMonoMs, freeLabels: maxLabels - extraLabels(envelope.dims) };
  const counters = keepGood(listOf(input, 'counters'), (item, reject) => parseCounter(item, context, reject), rejected);
  const sketches = keepGood(listOf(input, 'sketches'), (item, reject) => parseSketch(item, context, reject), rejected);
  const reports = keepGood(listOf(input, 'reports'), (item, reject) => parseReport(item, context, reject), rejected);
  const conservation = parseConservation(input['conservation'], rejectAt(() => 'conservation', rejected));
  const frame = { ...envelope, counters, sketches, ...(reports.length === 0 ? {} : { reports }) };
  if (conservation === undefined) return { kind: 'frame', frame, rejected };
  return { kind: 'frame', frame: { ...frame, conservation }, rejected, unaccounted: unaccountedFor(conservation) };
}

interface List {
  readonly name: string;
  readonly items: readonly unknown[];
}

function listOf(input: Readonly<Record<string, unknown>>, name: string): List {
  const items = input[name];
  return { name, items: Array.isArray(items) ? items : [] };
}

/** What can be read of a list; the rest goes to `rejected`, each with its place in what was sent. */
function keepGood<Item>({ name, items }: List, parse: (item: unknown, reject: Reject) => Item | undefined, rejected: Rejected): Item[] {
  const kept: Item[] = [];
  let at = 0;
  // One for the whole list, which writes a path only when it is needed.
  const reject = rejectAt(() => `${name}[${at}]`, rejected);
  for (; at < items.length; at++) {
    const item = parse(items[at], reject);
    if (item !== undefined) kept.push(item);
  }
  return kept;
}

function rejectAt(place: () => string, rejected: Rejected): Reject {
  return (field, message, problem = 'bad-request') => {
    rejected.push({ path: place() + field, problem, message });
    return undefined;
  };
}
