import type { Device } from '../ports/device.ts';

/** Chromium's own, in no standard: other browsers tell nothing. */
interface PerformanceWithMemory extends Performance {
  readonly memory?: { readonly usedJSHeapSize: number };
}

/** The device as a page of a browser sees it. */
export function webDevice(): Device {
  return {
    get visibility() { return document.visibilityState; },
    onVisibility: (listener) => {
      const stops = [
        listen(document, 'visibilitychange', () => { listener(document.visibilityState); }),
        // Pages that are closed, or put into the back-forward cache, do not always say that they are hidden.
        listen(window, 'pagehide', () => { listener('hidden'); }),
      ];
      return () => { stops.forEach((stop) => { stop(); }); };
    },
    get isOnline() { return navigator.onLine; },
    onConnectivity: (listener) => {
      const stops = [listen(window, 'online', () => { listener(true); }), listen(window, 'offline', () => { listener(false); })];
      return () => { stops.forEach((stop) => { stop(); }); };
    },
    onFrame: (listener) => {
      let handle = 0;
      const next = (atMs: number) => {
        handle = requestAnimationFrame(next);
        listener(atMs);
      };
      handle = requestAnimationFrame(next);
      return () => { cancelAnimationFrame(handle); };
    },
    memory: () => {
      const { memory }: PerformanceWithMemory = performance;
      return memory && { kind: 'js-heap', bytes: memory.usedJSHeapSize };
    },
    // The monotonic clock of a page begins when its navigation did.
    startedAtMonoMs: 0,
    reload: () => { location.reload(); },
    platform: 'web',
  };
}

function listen(target: EventTarget, name: string, listener: () => void): () => void {
  target.addEventListener(name, listener);
  return () => { target.removeEventListener(name, listener); };
}
