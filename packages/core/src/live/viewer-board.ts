import type { Random } from '../kernel/random.ts';
import type { ViewersFrame } from './live-frames.ts';
import { maxSampledViewers, sampleViewers } from './sample-viewers.ts';

/** What one server says of a room's viewers on it. */
export interface ViewerReport {
  readonly server: string;
  readonly tenant: string;
  readonly chat: string;
  /** Different users. */
  readonly count: number;
  readonly sample: readonly string[];
}

/** What servers last said of the viewers of rooms. */
export interface ViewerBoard {
  put(report: ViewerReport, nowMs: number): void;
  /** Summed over the servers that said something lately. */
  viewersOf(tenant: string, chat: string, nowMs: number): ViewersFrame;
  /** Forgets what is too old to count. */
  sweep(nowMs: number): void;
}

/** Three reports of a server in a row were lost, or it is gone. */
export const reportValidMs = 15_000;
/** Rooms and servers that are remembered; a server reports only rooms that it has viewers of. */
const maxReports = 10_000;

export function createViewerBoard(random: Random): ViewerBoard {
  const rooms = new Map<string, Map<string, ViewerReport & { readonly atMs: number }>>();
  let reports = 0;
  const validIn = (tenant: string, chat: string, nowMs: number) => [...(rooms.get(`${tenant}/${chat}`)?.values() ?? [])].filter(({ atMs }) => nowMs - atMs < reportValidMs);
  return {
    put(report, nowMs) {
      const place = `${report.tenant}/${report.chat}`;
      const servers = rooms.get(place) ?? new Map<string, ViewerReport & { readonly atMs: number }>();
      if (!servers.has(report.server) && reports >= maxReports) return;
      if (!servers.has(report.server)) reports += 1;
      rooms.set(place, servers.set(report.server, { ...report, atMs: nowMs }));
    },
    viewersOf(tenant, chat, nowMs) {
      const valid = validIn(tenant, chat, nowMs);
      const count = valid.reduce((sum, report) => sum + report.count, 0);
      const ageMs = Math.max(0, ...valid.map(({ atMs }) => nowMs - atMs));
      return { type: 'viewers', chat, count, servers: valid.length, ageMs, sample: mergeSamples(valid, random) };
    },
    sweep(nowMs) {
      for (const [place, servers] of rooms) {
        for (const [server, { atMs }] of servers) if (nowMs - atMs >= reportValidMs && servers.delete(server)) reports -= 1;
        if (servers.size === 0) rooms.delete(place);
      }
    },
  };
}

/** Of each server in the measure of its viewers, so that a viewer's chance does not depend on the server. */
function mergeSamples(reports: readonly ViewerReport[], random: Random): readonly string[] {
  const total = reports.reduce((sum, { count }) => sum + count, 0);
  const merged = reports.flatMap(({ sample, count }) => sampleViewers(sample, random, Math.ceil((maxSampledViewers * count) / total)));
  return sampleViewers(new Set(merged), random);
}
