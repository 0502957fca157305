import { type Clock, type EventLog, type FrameAccount, type FrameMeasurement, type FrameReceipt, frameMeasurements, frameWindow, type NewEvent, type ParsedFrame, parseFrame, type ParseFrameOutcome, type Recorder, type Source, SoraError } from '@sora/core';
import { createFrameBooks } from './frame-books.ts';
import type { DatabaseState } from './live-hub.ts';

type FrameOutcome = Extract<ParseFrameOutcome, { kind: 'frame' }>;

export interface FrameOrigin {
  readonly tenant: string;
  readonly source: Source;
}

/** Takes the frames of devices and backends into the recorder, each once. */
export interface FrameIntake {
  /** @throws {SoraError} `bad-request`, naming every wrong field of the envelope */
  parse(body: unknown): FrameOutcome;
  /** @throws {SoraError} `database-unavailable` when the frame carries reports, which are stored before it is acknowledged */
  take(outcome: FrameOutcome, origin: FrameOrigin): Promise<FrameReceipt>;
}

interface Parts {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly events: EventLog;
  readonly database: () => DatabaseState;
  /** Pause asked of devices, in milliseconds; backends are asked for a sixth. */
  readonly clientFlushMs: number;
}

/** Boots remembered to tell repeats: 100,000 at some 300 bytes. */
const rememberedBoots = 100_000;
/** Boots whose accounts are remembered to audit the next one: 20,000 at some 1.5 KB. */
const rememberedAccounts = 20_000;
/** How much longer senders are asked to wait while the database is away. */
const slowDown = 5;

export function createFrameIntake({ clock, recorder, events, database, clientFlushMs }: Parts): FrameIntake {
  const window = frameWindow(rememberedBoots);
  const books = createFrameBooks(rememberedAccounts);
  const nextFlushMs = (source: Source) => {
    const usualMs = source === 'client' ? clientFlushMs : clientFlushMs / 6;
    return database().state === 'available' ? usualMs : usualMs * slowDown;
  };
  return {
    parse(body) {
      const outcome = parseFrame(body);
      if (outcome.kind === 'frame') return outcome;
      throw new SoraError('bad-request', { detail: outcome.errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; '), errors: outcome.errors });
    },
    async take({ frame, rejected, unaccounted = 0 }, origin) {
      const boot = { tenant: origin.tenant, install: frame.install, boot: frame.boot };
      const measurements = frameMeasurements(frame, { ...origin, receivedAtMs: clock.nowMs() });
      const account = accountOf(frame, measurements, rejected);
      const unexplained = unaccounted === 0 && account !== undefined ? books.audit(boot, account) : unaccounted;
      // Before the frame is marked as seen: when this fails, the sender comes again with all of it.
      for (const event of eventsOf(frame, unexplained, origin)) await events.record(event);
      if (account !== undefined) books.remember(boot, account);
      const isNew = window.admit({ ...boot, seq: frame.seq }) === 'new';
      const accepted = isNew ? recorder.take(measurements) : 0;
      return { seq: frame.seq, kind: isNew ? 'accepted' : 'repeated', accepted, rejected, nextFlushMs: nextFlushMs(origin.source) };
    },
  };
}

/** What the frame tells of its boot; undefined where the sender keeps no books. */
function accountOf({ seq, conservation }: ParsedFrame, measurements: readonly FrameMeasurement[], rejected: FrameReceipt['rejected']): FrameAccount | undefined {
  if (conservation === undefined) return undefined;
  const content = measurements.reduce((sum, measured) => sum + ('aggregate' in measured ? measured.aggregate.count : measured.values.length), 0);
  return { seq, conservation, content, isWhole: rejected.length === 0 };
}

function eventsOf({ install, boot, seq, reports = [], dims, conservation }: ParsedFrame, unexplained: number, { tenant }: FrameOrigin): readonly NewEvent[] {
  if (reports.length === 0 && unexplained === 0) return [];
  const shared = { tenant, actor: { kind: 'client', id: install, name: dims.service }, ...(dims.region === undefined ? {} : { region: dims.region }), ...(dims.release === undefined ? {} : { release: dims.release }) } as const;
  const reported = reports.map(
    ({ id, kind, message, detail }): NewEvent => ({ ...shared, type: 'CLIENT_REPORT', severity: 'warning', subject: `${kind}: ${message}`.slice(0, 500), dedupKey: `report ${install} ${id}`, payload: { kind, message, ...detail } }),
  );
  if (unexplained === 0) return reported;
  const loss: NewEvent = { ...shared, type: 'METRIC_LOSS', severity: 'warning', subject: `${dims.service}: ${unexplained} measurements are neither delivered, queued nor dropped`, dedupKey: `loss ${install} ${boot}`, payload: { ...conservation, seq } };
  return [...reported, loss];
}
