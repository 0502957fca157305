import type { Frame } from '@sora/core';

/** What the server said to a frame. */
export type SendOutcome =
  | { readonly kind: 'taken'; readonly rejected: number; readonly problem?: string; readonly nextFlushMs: number }
  /** Not now: the same frame is sent again, never before `retryAfterMs`. */
  | { readonly kind: 'later'; readonly problem: string; readonly retryAfterMs: number }
  /** Never: the frame is given up. */
  | { readonly kind: 'refused'; readonly problem: string };

export interface FrameQueueState {
  readonly delivered: number;
  readonly queued: number;
  readonly dropped: number;
  readonly problem: string | undefined;
}

/**
 * Frames in order, each until the server took it: a frame whose answer was lost is sent again under its number,
 * which the server counts once. When the server is away for long, the oldest give way and are counted as dropped.
 */
export class FrameQueue {
  readonly #frames: Frame[] = [];
  readonly #send: (frame: Frame) => Promise<SendOutcome>;
  readonly #maxFrames: number;
  #delivered = 0;
  #dropped = 0;
  #problem: string | undefined;

  constructor(send: (frame: Frame) => Promise<SendOutcome>, maxFrames: number) {
    this.#send = send;
    this.#maxFrames = maxFrames;
  }

  get state(): FrameQueueState {
    return { delivered: this.#delivered, queued: this.#frames.reduce((sum, frame) => sum + pointsOf(frame), 0), dropped: this.#dropped, problem: this.#problem };
  }

  add(frames: readonly Frame[]): void {
    this.#frames.push(...frames);
    // Not the first: it may be under way, and its outcome must be learned.
    while (this.#frames.length > this.#maxFrames) for (const frame of this.#frames.splice(1, 1)) this.#dropped += pointsOf(frame);
  }

  /** Sends until empty or told to wait; answers for how long. */
  async send(): Promise<number> {
    let waitMs = 0;
    for (let frame = this.#frames[0]; frame !== undefined; frame = this.#frames[0]) {
      const outcome = await this.#send(frame);
      this.#problem = outcome.problem;
      if (outcome.kind === 'later') return outcome.retryAfterMs;
      this.#frames.shift();
      const points = pointsOf(frame);
      const lost = outcome.kind === 'refused' ? points : outcome.rejected;
      this.#dropped += lost;
      this.#delivered += points - lost;
      if (outcome.kind === 'taken') waitMs = outcome.nextFlushMs;
    }
    return waitMs;
  }
}

function pointsOf({ counters, sketches }: Frame): number {
  return counters.length + sketches.length;
}
