import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Recorder, RecorderHandle, Series } from '@sora/core';

/** SORA as its own first service: the page has something true to show before anyone has written a line. */
export interface SelfMeasurement {
  answered(answer: { readonly durationMs: number; readonly status: number }): void;
  queried(durationMs: number): void;
  /** Event loop, processor and memory since the last call. */
  sampleProcess(): void;
  /** Busy share of the event loop at the last sample, 0 to 1. */
  readonly load: number;
  stop(): void;
}

export function measureSelf(recorder: Recorder, place: Pick<Series, 'tenant' | 'region'>): SelfMeasurement {
  const series = (type: string): RecorderHandle => recorder.handle({ ...place, layer: 'API', type, service: 'sora', source: 'server', labels: {} });
  const [latency, failed, requests, queries] = [series('LATENCY'), series('ERROR'), series('REQUEST'), series('DATABASE_LATENCY')];
  const [delay, cpu, memory] = [series('EVENT_LOOP_DELAY'), series('PROCESS_CPU'), series('PROCESS_MEMORY')];
  const resolutionMs = 10;
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  loop.enable();
  let [lastLoop, lastCpu, lastAtMs, load] = [performance.eventLoopUtilization(), process.cpuUsage(), performance.now(), 0];

  return {
    answered({ durationMs, status }) {
      latency.record(durationMs);
      requests.record(1);
      failed.record(status >= 500 ? 1 : 0);
    },
    queried: (durationMs) => queries.record(durationMs),
    sampleProcess() {
      const [nowLoop, nowCpu, nowMs] = [performance.eventLoopUtilization(), process.cpuUsage(), performance.now()];
      load = Math.min(1, performance.eventLoopUtilization(nowLoop, lastLoop).utilization);
      cpu.record((nowCpu.user + nowCpu.system - lastCpu.user - lastCpu.system) / 1000 / Math.max(1, nowMs - lastAtMs));
      memory.record(process.memoryUsage.rss() / 1e6);
      // The monitor's figure holds its own sampling pause; what is above that is delay.
      if (loop.count > 0) delay.record(Math.max(0, loop.max / 1e6 - resolutionMs));
      loop.reset();
      [lastLoop, lastCpu, lastAtMs] = [nowLoop, nowCpu, nowMs];
    },
    get load() {
      return load;
    },
    stop: () => loop.disable(),
  };
}
