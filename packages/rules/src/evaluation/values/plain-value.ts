/**
 * A value as JSON. An integer is an int, another number a float. What JSON lacks is an object with one key:
 * `$ts` (ISO 8601 timestamp), `$now` (the request's time), `$float`, `$int` (digits), `$geo` ([latitude, longitude]),
 * `$bytes` (base64), `$ref` (document path).
 */
export type PlainValue = null | boolean | number | string | readonly PlainValue[] | PlainFields;

export interface PlainFields {
  readonly [field: string]: PlainValue;
}
