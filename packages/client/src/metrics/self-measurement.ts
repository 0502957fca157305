import type { Device } from '../ports/device.ts';
import type { DeviceRecorder } from './device-recorder.ts';
import { createFrameMeter } from './frame-meter.ts';

/** What a device says of itself while somebody sees it. */
export interface SelfMeasurement {
  show(): void;
  hide(): void;
  noteMemory(): void;
}

export function measureDevice(device: Device, recorder: DeviceRecorder): SelfMeasurement {
  let stopFrames = () => {};
  const meter = createFrameMeter(({ fps, frames, slow, frozen }) => {
    recorder.sample('FPS', fps, {});
    recorder.sample('SLOW_FRAME', slow, { times: frames });
    recorder.sample('FROZEN_FRAME', frozen, { times: frames });
  });
  return {
    show() { stopFrames = device.onFrame?.((atMs) => { meter.frame(atMs); }) ?? stopFrames; },
    hide() {
      stopFrames();
      meter.reset();
    },
    noteMemory() {
      const memory = device.memory();
      // A JS heap is a part of what a process holds: labelled, so that nobody holds it against a threshold for the whole.
      if (memory !== undefined) recorder.sample('MEMORY', memory.bytes / 1e6, memory.kind === 'process' ? {} : { labels: { memory: memory.kind } });
    },
  };
}
