/** Entries `fromSeq` to `toSeq` of a chat in one frame, ready to be sent to any number of sockets. */
export interface FeedFrame<Bytes> {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly bytes: Bytes;
  readonly sizeBytes: number;
}

/** What a subscriber who has everything up to some number gets next. */
export type NextFrame<Bytes> =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'frame'; readonly frame: FeedFrame<Bytes> }
  /** It is not in the window: to be read from the log, up to `toSeq`, from where on there are frames again. */
  | { readonly kind: 'gone'; readonly toSeq: number };

/** The latest frames of a chat, without a gap up to its tail: subscribers that fall behind a little go on from here, at no cost to the database. */
export interface FeedWindow<Bytes> {
  /** The last entry that was put in; where the window was opened, before there is one. */
  readonly tailSeq: number;
  readonly sizeBytes: number;
  /** Adds what follows the tail. @throws {RangeError} it does not */
  push(frame: FeedFrame<Bytes>): void;
  after(seq: number): NextFrame<Bytes>;
  /** Drops the oldest frames until the rest is no larger. The latest always stays, so that its receivers can be told apart from laggards. */
  shrink(maxBytes: number): void;
}

export function openFeedWindow<Bytes>(lastSeq: number): FeedWindow<Bytes> {
  const frames: FeedFrame<Bytes>[] = [];
  let [tailSeq, sizeBytes] = [lastSeq, 0];
  return {
    get tailSeq() { return tailSeq; },
    get sizeBytes() { return sizeBytes; },
    push(frame) {
      if (frame.fromSeq !== tailSeq + 1 || frame.toSeq < frame.fromSeq) throw new RangeError(`Entries ${frame.fromSeq} to ${frame.toSeq} do not follow ${tailSeq}.`);
      frames.push(frame);
      tailSeq = frame.toSeq;
      sizeBytes += frame.sizeBytes;
    },
    after(seq) {
      if (seq >= tailSeq) return { kind: 'nothing' };
      const frame = frames[firstFrameEndingAfter(frames, seq)];
      if (frame === undefined) return { kind: 'gone', toSeq: tailSeq };
      if (frame.fromSeq === seq + 1) return { kind: 'frame', frame };
      // In the middle of a frame its rest is read; before the window, all up to it.
      return { kind: 'gone', toSeq: frame.fromSeq > seq ? frame.fromSeq - 1 : frame.toSeq };
    },
    shrink(maxBytes) {
      let dropped = 0;
      while (sizeBytes > maxBytes && dropped < frames.length - 1) sizeBytes -= frames[dropped++]?.sizeBytes ?? 0;
      frames.splice(0, dropped);
    },
  };
}

/** By halving, since ten thousand laggards may ask. */
function firstFrameEndingAfter(frames: readonly FeedFrame<unknown>[], seq: number): number {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((frames[middle]?.toSeq ?? Infinity) > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}
