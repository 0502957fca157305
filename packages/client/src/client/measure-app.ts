import { createMetrics } from '../metrics/metrics.ts';
import type { Measure } from './stability-client.ts';

/** Where nothing says that the app was drawn, it is taken to be by then. */
const drawnAfterMs = 5_000;

/** Silent metrics for an app with an ingest key; nothing without one. */
export const measureApp: Measure = ({ ingestKey, release = 'dev', service = 'app', metrics }, { platform, crash }, transport) => {
  if (ingestKey === undefined) return undefined;
  const made = createMetrics({ platform, transport, boot: crash.boot, crashes: crash }, { ...metrics, service, ingestKey, release });
  platform.errors.install(({ origin }) => { made.countError(origin === 'error' ? 'uncaught' : 'rejection'); });
  (platform.quietTimers ?? platform.timers).after(drawnAfterMs, made.start);
  return made;
};
