/**
 * PostgreSQL's array literal. Numbers and hexadecimal digits need no quotes; leaving them out makes a batch of a thousand rows several
 * milliseconds faster than pg's own conversion, which looks at every character.
 */
export function plainArray(values: readonly (string | number | bigint | boolean | undefined)[]): string {
  return `{${values.map((value) => (value === undefined ? 'null' : value)).join(',')}}`;
}

const special = /["\\]/g;

/** Of any text. */
export function textArray(values: readonly (string | undefined)[]): string {
  return `{${values.map((value) => (value === undefined ? 'null' : `"${value.replace(special, '\\$&')}"`)).join(',')}}`;
}
