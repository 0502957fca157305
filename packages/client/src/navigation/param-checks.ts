/** Reads a parameter as it comes from an address or from a stored place; undefined refuses it. */
export type ParamCheck<T> = (raw: unknown) => T | undefined;

/** A text of 1 to `maxLength` characters; with a pattern, one that matches it as a whole. */
export function textParam(maxLength = 200, pattern?: RegExp): ParamCheck<string> {
  return (raw) => (typeof raw === 'string' && raw !== '' && raw.length <= maxLength && (pattern === undefined || pattern.exec(raw)?.[0] === raw) ? raw : undefined);
}

/** A whole number, as a number or in decimal digits. */
export function integerParam(min: number, max: number): ParamCheck<number> {
  return (raw) => {
    const value = typeof raw === 'string' && /^-?\d{1,16}$/.test(raw) ? Number(raw) : raw;
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max ? value : undefined;
  };
}

export function oneOfParam<const T extends string>(...values: readonly T[]): ParamCheck<T> {
  return (raw) => values.find((value) => value === raw);
}
