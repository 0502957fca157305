import type { AppVisibility, Device } from '../ports/device.ts';
import { listeners } from '../session/listeners.ts';

/** A device in the hands of a test. */
export interface FakeDevice extends Device {
  show(visibility: AppVisibility): void;
  connect(isOnline: boolean): void;
  /** Draws a frame. */
  frame(atMs: number): void;
  /** Who wants to know of frames. */
  readonly frameListeners: number;
}

export function fakeDevice(more: Partial<Device> = {}): FakeDevice {
  let visibility: AppVisibility = more.visibility ?? 'visible';
  let isOnline = more.isOnline ?? true;
  const visible = listeners<AppVisibility>();
  const online = listeners<boolean>();
  const frames = new Set<(atMs: number) => void>();
  return {
    onVisibility: visible.subscribe,
    onConnectivity: online.subscribe,
    onFrame(listener) {
      frames.add(listener);
      return () => { frames.delete(listener); };
    },
    memory: () => undefined,
    startedAtMonoMs: 0,
    reload: undefined,
    platform: 'test',
    ...more,
    get visibility() { return visibility; },
    get isOnline() { return isOnline; },
    show(next) {
      visibility = next;
      visible.tell(next);
    },
    connect(next) {
      isOnline = next;
      online.tell(next);
    },
    frame: (atMs) => { frames.forEach((listener) => { listener(atMs); }); },
    get frameListeners() { return frames.size; },
  };
}
