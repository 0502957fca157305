/** A change of unit: times `times`, then divided by `over`. Both are whole numbers, since 1e-6 has no exact binary form. */
export interface UnitChange {
  readonly times: number;
  readonly over: number;
}

const times = (factor: number): UnitChange => ({ times: factor, over: 1 });
const over = (divisor: number): UnitChange => ({ times: 1, over: divisor });
const fraction = (factor: number, divisor: number): UnitChange => ({ times: factor, over: divisor });
export const sameUnit: UnitChange = times(1);

/** For each unit of the catalog, the UCUM units that turn into it. Megabytes are decimal. */
const changes: Readonly<Record<string, Readonly<Record<string, UnitChange>>>> = {
  'ms': { ms: sameUnit, ns: over(1e6), us: over(1e3), s: times(1e3), min: times(60_000), h: times(3_600_000) },
  'MB': { MBy: sameUnit, By: over(1e6), kBy: over(1e3), KiBy: fraction(2 ** 10, 1e6), MiBy: fraction(2 ** 20, 1e6), GBy: times(1e3), GiBy: fraction(2 ** 30, 1e6) },
  'bytes/s': { 'By/s': sameUnit, 'kBy/s': times(1e3), 'KiBy/s': times(1024), 'MBy/s': times(1e6), 'MiBy/s': times(1_048_576) },
  'fps': { 'Hz': sameUnit, '1/s': sameUnit, '{frame}/s': sameUnit },
  'share': { '1': sameUnit, '%': over(100) },
};
const counted = new Set(['count', 'files', 'good/total']);

/**
 * How to turn a value in a UCUM unit into the catalog's unit; undefined where they measure different things.
 * @param ucum case-sensitive, as in UCUM; the catalog's own word and the empty unit stand for the catalog's unit
 * @see https://ucum.org/ucum, and OpenTelemetry's "Instrument Units" for `{annotation}` meaning 1
 */
export function unitChange(ucum: string, catalogUnit: string): UnitChange | undefined {
  if (ucum === '' || ucum === catalogUnit) return sameUnit;
  if (counted.has(catalogUnit)) return ucum === '1' || /^\{[^{}]*\}$/.test(ucum) ? sameUnit : undefined;
  const known = changes[catalogUnit] ?? {};
  return Object.hasOwn(known, ucum) ? known[ucum] : undefined;
}

export function changeUnit(value: number, change: UnitChange): number {
  return (value * change.times) / change.over;
}
