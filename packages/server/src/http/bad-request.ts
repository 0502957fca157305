import { SoraError } from '@sora/core';

export interface WrongField {
  /** Name of the field, the header or the part of the address; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** What is wrong with which field, in the problem's `detail` and in its `errors`. */
export function badRequest(errors: readonly WrongField[]): SoraError {
  return new SoraError('bad-request', { detail: errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' '), errors });
}
