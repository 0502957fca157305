import type { Clock, Random, Timers } from '@sora/core';
import type { Device } from '../ports/device.ts';
import type { Transport } from '../ports/transport.ts';
import { judgeAnswer } from '../session/answers.ts';
import { createAlarm } from '../session/alarm.ts';
import { listeners } from '../session/listeners.ts';
import { jittered, retryDelayMs } from '../session/retry-delay.ts';
import type { SyncFacts } from '../sync/sync-state.ts';

export interface ReachabilityParts {
  readonly transport: Transport;
  readonly monotonic: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly device: Pick<Device, 'onConnectivity' | 'onVisibility' | 'visibility'>;
}

/** Whether the server answers, from what was really asked of it. */
export interface Reachability {
  /** The same transport; what becomes of its requests is known here. */
  readonly transport: Transport;
  readonly facts: Pick<SyncFacts, 'inFlightSinceMs' | 'lastAnswerAtMs' | 'failingSinceMs'>;
  subscribe(listener: () => void): () => void;
  stop(): void;
}

/**
 * Looks at every exchange, and asks by itself where nothing else would: at the start, when the device or the user comes back, and while the server
 * does not answer, after 1, 2, 4 … 30 s. A hidden app asks nothing.
 */
export function watchReachability({ transport, monotonic, timers, random, device }: ReachabilityParts): Reachability {
  const { tell, subscribe } = listeners<void>();
  const alarm = createAlarm(timers);
  const underWay = new Map<object, number>();
  let lastAnswerAtMs: number | undefined;
  let failingSinceMs: number | undefined;
  let failures = 0;
  let isOver = false;

  const observed: Transport = async (request) => {
    const sentAtMs = monotonic.nowMs();
    underWay.set(request, sentAtMs);
    tell();
    const answer = await transport(request);
    underWay.delete(request);
    if (judgeAnswer(answer).kind === 'later') {
      failingSinceMs ??= sentAtMs;
      failures += 1;
      probeIn(jittered(retryDelayMs(failures), random));
    // What was asked before the last failure says nothing about now.
    } else {
      lastAnswerAtMs = monotonic.nowMs();
      failingSinceMs = undefined;
      failures = 0;
      alarm.stop();
    }
    tell();
    return answer;
  };
  const probe = () => {
    alarm.stop();
    if (!isOver && device.visibility === 'visible' && underWay.size === 0) void observed({ method: 'GET', path: '/healthz' });
  };
  const probeIn = (delayMs: number) => { if (!isOver) alarm.set(delayMs, probe); };
  const stops = [device.onConnectivity(probe), device.onVisibility((visibility) => { if (visibility === 'visible') probe(); })];
  probeIn(0);

  return {
    transport: observed,
    get facts() {
      // They lie in the order in which they were sent.
      const [inFlightSinceMs] = Array.from(underWay.values());
      return { inFlightSinceMs, lastAnswerAtMs, failingSinceMs };
    },
    subscribe,
    stop() {
      isOver = true;
      alarm.stop();
      stops.forEach((stop) => { stop(); });
    },
  };
}
