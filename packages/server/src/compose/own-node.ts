import { randomUUID } from 'node:crypto';
import { type Clock, createRecorder, type EventLog, type NewEvent, type NodeReport, type Recorder, type RulesAnalyser } from '@sora/core';
import type { DestinationStream, Logger } from 'pino';
import { publicTenant } from '../http/services.ts';
import { createLogger } from '../logger.ts';
import type { Settings } from '../settings.ts';
import { measureSelf, type SelfMeasurement } from '../workers/self-measurement.ts';
import { systemClock } from './system.ts';

export interface SoraOptions {
  /** Folder of the built dashboard. */
  readonly dashboardDir?: string;
  /** A developer's own machine: with a built-in identity provider that vouches for whoever asks. Refused where others reach the server. */
  readonly dev?: boolean;
  /** Proves what security rules allow; without it, their scans say that there is none. Closed with the server. */
  readonly rules?: RulesAnalyser;
  /** A person watches: logs are quieter. */
  readonly terminal?: boolean;
  /** Told, in sentences, what takes time at start. */
  readonly progress?: (sentence: string) => void;
  /** Where log lines go; default standard output. */
  readonly logTo?: DestinationStream;
}

/** This process as one of the servers, before it has a database. */
export interface OwnNode {
  readonly settings: Settings;
  readonly options: SoraOptions;
  readonly clock: Clock;
  readonly log: Logger;
  readonly recorder: Recorder;
  readonly measurement: SelfMeasurement;
  readonly self: () => NodeReport;
}

export function createOwnNode(settings: Settings, options: SoraOptions): OwnNode {
  const id = randomUUID();
  const recorder = createRecorder({ clock: systemClock });
  const { SORA_REGION: region, SORA_RELEASE: release } = settings;
  const measurement = measureSelf(recorder, { tenant: publicTenant, region });
  const startedAtMs = systemClock.nowMs();
  const level = settings.SORA_LOG_LEVEL ?? (options.terminal === true ? 'warn' : 'info');
  const log = createLogger({ level, nodeId: id, ...(options.logTo === undefined ? {} : { destination: options.logTo }) });
  const self = () => ({ id, region, release, startedAtMs, load: measurement.load, memoryBytes: process.memoryUsage.rss() });
  return { settings, options, clock: systemClock, log, recorder, measurement, self };
}

/** Records what this server did itself, in the tenant of the installation unless another is named. */
export type RecordOwn = (event: Omit<NewEvent, 'tenant' | 'actor' | 'region' | 'release'> & Partial<Pick<NewEvent, 'tenant' | 'actor'>>) => Promise<void>;

export function eventRecorder(events: EventLog, { self }: OwnNode): RecordOwn {
  const { id, region, release } = self();
  return async (event) => {
    await events.record({ tenant: publicTenant, actor: { kind: 'node', id }, region, release, ...event });
  };
}
