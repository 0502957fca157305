import type { ChartView } from './chart-view.ts';

type Limits = Pick<ChartView, 'limit' | 'unit'>;

const headroom = 1.12;

/** From zero, since a cut axis makes waves of ripples, to a little above the highest of values and limit. */
export function valueRange({ limit, unit }: Limits, highest: number): readonly [number, number] {
  const drawn = limit?.onScale === true ? Math.max(limit.value, highest) : highest;
  const top = drawn > 0 ? drawn * headroom : 1;
  return [0, unit === 'share' && highest <= 1 ? Math.min(top, 1.02) : top];
}

/** Which points stand alone: no line reaches them, so they are drawn as dots. */
export function lonePoints(values: readonly (number | null | undefined)[]): number[] {
  const measured = (index: number) => values[index] !== null && values[index] !== undefined;
  return [...values.keys()].filter((index) => measured(index) && !measured(index - 1) && !measured(index + 1));
}
