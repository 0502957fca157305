/** What the frames of about a second say. */
export interface FrameReading {
  readonly fps: number;
  readonly frames: number;
  readonly slow: number;
  readonly frozen: number;
}

/**
 * A frame has 16 ms (Android vitals, Sentry). A callback comes with the display's next refresh, so that one in time comes every 16.7 ms with
 * some jitter and one that missed its refresh after 33.3 ms: from the middle between them on it was slow, whatever the display's rate.
 * @see https://developer.android.com/topic/performance/vitals/render
 */
const slowFromMs = 25;
/** Android vitals and Sentry. A frozen frame is not counted as a slow one too. */
const frozenFromMs = 700;
/** Past any freeze that a user would sit through: the device slept without saying so. */
const asleepFromMs = 30_000;
const readingMs = 1_000;

/** Reads the frame rate from the time between frames, not from an assumed rate of the display. */
export interface FrameMeter {
  /** A frame was drawn. The first after a start or a reset only begins the measuring. */
  frame(atMs: number): void;
  /** Nothing is drawn from now on; what was not yet read is let go. */
  reset(): void;
}

export function createFrameMeter(read: (reading: FrameReading) => void): FrameMeter {
  let lastMs: number | undefined;
  let [frames, slow, frozen, elapsedMs] = [0, 0, 0, 0];
  const clear = () => { [frames, slow, frozen, elapsedMs] = [0, 0, 0, 0]; };
  return {
    frame(atMs) {
      const deltaMs = lastMs === undefined ? 0 : atMs - lastMs;
      lastMs = atMs;
      // Two callbacks of one frame have the same time.
      if (!(deltaMs > 0 && deltaMs < asleepFromMs)) return;
      frames += 1;
      elapsedMs += deltaMs;
      if (deltaMs > frozenFromMs) frozen += 1;
      else if (deltaMs > slowFromMs) slow += 1;
      if (elapsedMs < readingMs) return;
      read({ fps: (frames * 1_000) / elapsedMs, frames, slow, frozen });
      clear();
    },
    reset() {
      lastMs = undefined;
      clear();
    },
  };
}
