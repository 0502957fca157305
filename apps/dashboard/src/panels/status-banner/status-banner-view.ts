import type { LiveState } from '../../api/live-stream.ts';
import { formatClockSeconds } from '../../ui/format.ts';

export interface StatusBannerView {
  readonly tone: 'degraded' | 'critical';
  readonly headline: string;
  readonly detail: string;
}

/** A stream that is back within this time was never worth a word. */
const unspokenMs = 2_000;

/** What stands between this page and the truth; undefined while nothing does. */
export function statusBannerView({ connection, connectionSinceMs, database, databaseSinceMs }: LiveState, nowMs: number): StatusBannerView | undefined {
  if (connection === 'down' && nowMs - connectionSinceMs >= unspokenMs) {
    return { tone: 'degraded', headline: `No connection to SORA since ${formatClockSeconds(connectionSinceMs)}.`, detail: 'The page keeps what it has read, and comes back by itself.' };
  }
  if (connection === 'open' && database === 'unavailable') {
    return { tone: 'critical', headline: `The database has not answered since ${formatClockSeconds(databaseSinceMs)}.`, detail: 'SORA keeps trying. The numbers below are from before.' };
  }
  return undefined;
}
