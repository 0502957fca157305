import { formatClock, formatDay } from '../format.ts';

const dayMs = 86_400_000;

/** A tick of the time axis: the day where the window has several and a day begins, else the clock. */
export function timeLabel(atMs: number, spanMs: number): string {
  const clock = formatClock(atMs);
  return spanMs > dayMs && clock === '00:00' ? formatDay(atMs) : clock;
}
