import type { Threshold } from './thresholds.ts';

/** What a number measures, as far as writing it down needs to know. */
export interface Measure {
  readonly unit: string;
  readonly statistic: Threshold['statistic'];
}

const prefixes = { p95: 'P95 ', p5: 'P5 ', share: '', perMinute: '' } as const;
const sides = { below: 'below', atMost: 'at most', above: 'above' } as const;
const usualFigures = 3;
// What a double holds; beyond it, toFixed would write noise.
const mostFigures = 15;

/** "P95 312 ms (±1.1 %)": a percentile states what it is worth, exact figures stand alone. */
export function statisticWords(value: number, measure: Measure, { relativeError, apartFrom }: { readonly relativeError: number | undefined; readonly apartFrom: number | undefined }): string {
  const said = prefixes[measure.statistic] + quantity(value, measure, apartFrom);
  return relativeError === undefined ? said : `${said} (±${percent(relativeError, 2)})`;
}

/** "below 250 ms" */
export function boundWords({ side, value, statistic }: Threshold, unit: string): string {
  return `${sides[side]} ${quantity(value, { unit, statistic })}`;
}

/** "30 seconds", "1 minute", "5 minutes", "4 hours": whole ones, since a chart window is longer by a part of a step. */
export function windowWords(minutes: number): string {
  if (minutes < 1) return counted(minutes * 60, 'second');
  return minutes < 120 ? counted(Math.floor(minutes), 'minute') : counted(Math.floor(minutes / 60), 'hour');
}

/** "1 sample", "3 samples" */
export function counted(count: number, noun: string): string {
  return `${figures(count, usualFigures)} ${noun}${count === 1 ? '' : 's'}`;
}

/** "312 ms", "0.8 %", "62 a minute": to three figures, or to as many as set it apart from a number it is not: never "250 ms, should be below 250 ms". */
export function quantity(value: number, measure: Measure, apartFrom: number = value): string {
  let digits = usualFigures;
  while (value !== apartFrom && digits < mostFigures && withUnit(value, measure, digits) === withUnit(apartFrom, measure, digits)) digits += 1;
  return withUnit(value, measure, digits);
}

function withUnit(value: number, { unit, statistic }: Measure, digits: number): string {
  if (statistic === 'share' || unit === 'share') return percent(value, digits);
  const number = figures(value, digits);
  if (statistic === 'perMinute') return `${number} a minute`;
  return unit === 'count' ? number : `${number} ${unit}`;
}

function percent(share: number, digits: number): string {
  return `${figures(share * 100, digits)} %`;
}

/** So many significant figures, but all of a whole number: 1,234 and 12.3 and 0.987. */
function figures(value: number, digits: number): string {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(mostFigures, Math.max(0, digits - 1 - magnitude));
  const [whole = '', fraction = ''] = value.toFixed(decimals).split('.');
  const rest = fraction.replace(/0+$/, '');
  // Not toLocaleString: its answer depends on the machine's locale data, and some phones' engines have none.
  return whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') + (rest === '' ? '' : `.${rest}`);
}
