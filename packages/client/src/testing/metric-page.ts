// What a browser's page does for the test of what it measures by itself.
import type { Frame } from '@sora/core';
import { createMetrics } from '../metrics/metrics.ts';
import { platform } from '../platforms/web.ts';
import { answered } from './scripted-transport.ts';

/** Frames drawn, and how long they took: the truth, from a loop of its own. */
export interface DrawnFrames {
  readonly frames: number;
  readonly elapsedMs: number;
  /** Those that came more than 25 ms after the one before them. Timestamps are of refreshes: of two late ones, the second may follow the first at once. */
  readonly slow: number;
}

export interface MetricPage {
  /** Frames that were sent since the last call. */
  takeSent(): Promise<readonly Frame[]>;
  /** Draws for so long, each frame with so much work. */
  draw(busyMs: number, forMs: number): Promise<DrawnFrames>;
  /** Makes the page believe that nobody sees it. */
  show(visibility: DocumentVisibilityState): void;
}

let sent: Frame[] = [];
const metrics = createMetrics({
  platform: platform({ app: 'metric-page' }),
  boot: 'page-0001',
  transport: async ({ body }) => {
    const frame = body as Frame;
    sent.push(frame);
    return answered(202, { seq: frame.seq, kind: 'accepted', accepted: 0, rejected: [], nextFlushMs: 60_000 });
  },
}, { service: 'page', ingestKey: 'key', consent: 'granted' });
metrics.start();

export const metricPage: MetricPage = {
  async takeSent() {
    await metrics.flush();
    const taken = sent;
    sent = [];
    return taken;
  },
  draw: (busyMs, forMs) => new Promise((resolve) => {
    let [frames, firstMs, lastMs, slow] = [-1, 0, Infinity, 0];
    const next = (atMs: number) => {
      frames += 1;
      if (frames === 0) firstMs = atMs;
      if (atMs - lastMs > 25) slow += 1;
      lastMs = atMs;
      if (atMs - firstMs >= forMs) return resolve({ frames, elapsedMs: atMs - firstMs, slow });
      const untilMs = performance.now() + busyMs;
      while (performance.now() < untilMs);
      requestAnimationFrame(next);
      return undefined;
    };
    requestAnimationFrame(next);
  }),
  show(visibility) {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
    document.dispatchEvent(new Event('visibilitychange'));
  },
};
(globalThis as { metricPage?: MetricPage }).metricPage = metricPage;
