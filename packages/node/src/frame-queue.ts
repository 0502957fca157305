import type { Frame } from '@sora/core';

/** What the server said to a frame. */
export type SendOutcome =
  | { readonly kind: 'taken'; readonly rejected: number; readonly problem?: string; readonly nextFlushMs: number }
  /** Not now: the same frame is sent again. */
  | { readonly kind: 'later'; readonly problem: string; readonly retryAfterMs: number }
  /** Never: the frame is given up. */
  | { readonly kind: 'refused'; readonly problem: string };

/**
 * Frames in order, each until the server took it: a frame whose answer was lost is sent again under its number,
 * which the server counts once. Nothing is added before all were taken, so it holds no more than one drain of the recorder.
 */
export class FrameQueue {
  readonly #frames: Frame[] = [];
  readonly #send: (frame: Frame) => Promise<SendOutcome>;
  #delivered = 0;
  #dropped = 0;
  #problem: string | undefined;

  constructor(send: (frame: Frame) => Promise<SendOutcome>) {
    this.#send = send;
  }

  /** Points that wait. */
  get queued(): number {
    return this.#frames.reduce((sum, frame) => sum + pointsOf(frame), 0);
  }

  /** Points that the server took since the start. */
  get delivered(): number {
    return this.#delivered;
  }

  /** Points that the server refused since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  /** What the last answer complained of. */
  get problem(): string | undefined {
    return this.#problem;
  }

  add(frames: readonly Frame[]): void {
    this.#frames.push(...frames);
  }

  /** Sends until empty or told to wait; answers for how long, in milliseconds. */
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
