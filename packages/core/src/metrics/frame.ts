import type { LayerName } from './sample.ts';

export const frameVersion = 1;

/** What a device or a backend sends: measurements gathered since its last frame, each with its age on the sender's monotonic clock. */
export interface Frame {
  readonly v: typeof frameVersion;
  /** Random, made once per installation; for a backend once per process. */
  readonly install: string;
  /** Random, made once per process start. `(install, boot, seq)` names a frame for ever: a repeat is counted once. */
  readonly boot: string;
  /** 1, 2, 3 … within a boot. */
  readonly seq: number;
  /** The sender's monotonic clock when it sent; buckets give theirs on the same clock. Wall clocks of phones are never trusted. */
  readonly sentAtMonoMs: number;
  readonly dims: FrameDims;
  readonly counters: readonly FrameCounter[];
  readonly sketches: readonly FrameSketch[];
  /** Absent from senders that keep no queue. */
  readonly conservation?: Conservation;
  readonly reports?: readonly FrameReport[];
}

/** What holds for the whole frame. */
export interface FrameDims {
  readonly service: string;
  readonly region?: string;
  readonly release?: string;
  /** More labels, such as `platform` or `deviceTier`: few names, few distinct values. */
  readonly [label: string]: string | undefined;
}

interface FrameMeasure {
  readonly layer: LayerName;
  readonly type: string;
  /** When the measurement (for a bucket: its middle) was taken, on the sender's monotonic clock. */
  readonly atMonoMs: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A counter or ratio: how many samples, and their sum (for a ratio: how many of them were what the type names). */
export interface FrameCounter extends FrameMeasure {
  readonly count: number;
  readonly sum: number;
}

/** A distribution: few values as they are, many as one encoded histogram (base64 of `encodeHistogram`). */
export type FrameSketch = FrameMeasure & ({ readonly values: readonly number[] } | { readonly histogram: string });

/**
 * The sender's account of one boot, in single measurements, as it stood when this frame was made: produced = delivered + queued + dropped.
 * It goes with the frame unchanged, however late that is sent. The server audits it: see frame-account.ts.
 */
export interface Conservation {
  /** Everything measured since the boot, the contents of this frame included. */
  readonly produced: number;
  /** What a server acknowledged. */
  readonly delivered: number;
  /** In this frame and those before it that wait. */
  readonly queued: number;
  /** Given up, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** How many of the dropped never were in a frame. Absent: not known. */
  readonly unframed?: number;
}

/** Something that happened once, a crash for example; kept as an event, unique by its id. */
export interface FrameReport {
  readonly id: string;
  readonly kind: string;
  readonly atMonoMs: number;
  readonly message: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** The answer to a frame. */
export interface FrameReceipt {
  readonly seq: number;
  /** `repeated`: this frame was counted before, nothing was added. */
  readonly kind: 'accepted' | 'repeated';
  /** Single measurements taken into memory; they reach the database at the next flush. */
  readonly accepted: number;
  readonly rejected: readonly { readonly path: string; readonly problem: string; readonly message: string }[];
  /** When the server wants the next frame; it grows when the server is short of room. */
  readonly nextFlushMs: number;
}
