import type { Acceptance } from './acceptance.ts';
import type { Reader } from './reader.ts';

const dayMs = 86_400_000;

/** `{ "finding": "…", "reason": "…", "expires": "2026-12-31" }`; it counts until the end of that day, UTC. */
export function readAcceptance(item: Reader): Acceptance | undefined {
  const { finding, reason, expires } = item.fields(['finding', 'reason', 'expires']);
  if (finding === undefined) item.wrong('names no "finding": the id that the report gives.');
  if (reason === undefined) item.wrong('gives no "reason": why does the team live with it?');
  if (expires === undefined) item.wrong('has no "expires": a day such as "2026-12-31", after which it counts again.');
  const read = { finding: finding?.text(), reason: reason?.text(), expiresAtMs: expires && endOfDay(expires) };
  return read.finding === undefined || read.reason === undefined || read.expiresAtMs === undefined ? undefined : { finding: read.finding, reason: read.reason, expiresAtMs: read.expiresAtMs };
}

function endOfDay(expires: Reader): number | undefined {
  const text = expires.text();
  if (text === undefined) return undefined;
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(atMs) || new Date(atMs).toISOString().slice(0, 10) !== text ? expires.wrong(`is "${text}"; write a day of the calendar as "2026-12-31".`) : atMs + dayMs;
}
