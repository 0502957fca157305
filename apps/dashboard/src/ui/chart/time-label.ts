import { formatClock, formatClockSeconds, formatDay } from '../format.ts';

const dayMs = 86_400_000;
/** Shorter, and several ticks would name the same minute. */
const fewMinutesMs = 600_000;

/** A tick of the time axis: the day where the window has several and a day begins, else the clock, to the second where minutes are too coarse. */
export function timeLabel(atMs: number, spanMs: number): string {
  if (spanMs < fewMinutesMs) return formatClockSeconds(atMs);
  const clock = formatClock(atMs);
  return spanMs > dayMs && clock === '00:00' ? formatDay(atMs) : clock;
}
