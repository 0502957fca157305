/** A number as it is shown: digits and unit apart, so that they can be set in different weights. */
export interface Figure {
  readonly text: string;
  readonly unit: string;
}

// One language for the page and for the server's sentences, whatever the browser speaks.
const language = 'en-GB';
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short' });

/** About three significant digits: what a percentile with a bound of one per cent can honour. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return whole.format(value);
  return (size >= 10 ? tenths : hundredths).format(value);
}

/** Exact below a million. */
export function formatCount(value: number): string {
  return Math.abs(value) < 1_000_000 ? whole.format(value) : compact.format(value);
}

/** A number that names something, such as an entry: exact at any size. */
export function formatSeq(seq: number): string {
  return whole.format(seq);
}

export function formatPercent(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

/**
 * A value in its catalog unit; long times and large sizes change to the unit a person would use.
 * @param size what decides that unit: the value itself, or the top of an axis whose ticks share one
 */
export function figureOf(value: number, unit: string, size: number = value): Figure {
  if (unit === 'good/total' || unit === 'share') return { text: formatNumber(value * 100), unit: '%' };
  if (unit === 'count') return { text: value >= 100 ? formatCount(value) : formatNumber(value), unit: '' };
  if (unit === 'ms' && size >= 10_000) return { text: formatNumber(value / 1_000), unit: 's' };
  if (unit === 'MB' && size >= 10_000) return { text: formatNumber(value / 1_000), unit: 'GB' };
  if (unit === 'bytes/s') return bytesPerSecond(value, size);
  return { text: formatNumber(value), unit };
}

export function formatFigure({ text, unit }: Figure): string {
  return unit === '' ? text : `${text} ${unit}`;
}

export function formatValue(value: number, unit: string): string {
  return formatFigure(figureOf(value, unit));
}

/** The ticks of an axis, all in the unit of the largest. */
export function formatTicks(values: readonly number[], unit: string): string[] {
  const top = Math.max(...values, 0);
  return values.map((value) => formatFigure(figureOf(value, unit, top)));
}

export function formatClock(atMs: number): string {
  return clock.format(atMs);
}

export function formatClockSeconds(atMs: number): string {
  return clockSeconds.format(atMs);
}

export function formatDay(atMs: number): string {
  return day.format(atMs);
}

/** `12 s`, `5 min`, `3 h`, `2 d`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, durationMs / 1_000);
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

export function formatBytes(bytes: number): string {
  return bytes >= 1e9 ? `${formatNumber(bytes / 1e9)} GB` : `${formatNumber(bytes / 1e6)} MB`;
}

function bytesPerSecond(value: number, size: number): Figure {
  if (size >= 1e6) return { text: formatNumber(value / 1e6), unit: 'MB/s' };
  return size >= 1e3 ? { text: formatNumber(value / 1e3), unit: 'kB/s' } : { text: formatNumber(value), unit: 'B/s' };
}
