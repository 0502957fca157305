import { fieldsOf } from '../session/answers.ts';
import { checksum } from './checksum.ts';
import { quietly } from './quietly.ts';

/** One JSON value, with its version and a checksum. */
export function seal(value: object, v: number): string {
  return JSON.stringify({ v, ...value, sum: sumOf(value) });
}

/** Undefined for anything that is not whole: torn, garbage, or changed anywhere. Whatever has the right checksum was written by us. */
export function unseal(text: string): { readonly v: unknown; readonly value: object | undefined } {
  const { v, sum, ...value } = fieldsOf(quietly(() => JSON.parse(text))) ?? {};
  return { v, value: sum === sumOf(value) ? value : undefined };
}

function sumOf(value: object): string {
  return checksum(JSON.stringify(value));
}
