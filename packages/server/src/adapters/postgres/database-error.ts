import { SoraError } from '@sora/core';

const lostConnection = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']);

// pg gives these no code.
const lostInWords = /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|Connection ended|Client was closed/i;

/**
 * SQLSTATE codes under which the same statement may well succeed later: connection exceptions (08), insufficient resources (53: too many
 * connections, full disk), operator intervention (57P), a statement over its time limit (57014), a primary that has become a standby (25006), I/O errors (58030).
 * @see PostgreSQL documentation, Appendix A
 */
const unavailableState = /^(08...|53...|57P0[1-5]|57014|25006|58030)$/;

const details: readonly (readonly [RegExp, string])[] = [
  [/^53100$/, 'The disk of the database is full.'],
  [/^53300$/, 'The database has no connection left.'],
  [/^57014$/, 'The database took too long over a statement.'],
  [/^25006$/, 'The database takes no writes: it is a standby, or read-only.'],
];

/** A `database-unavailable` SoraError with the cause for a database that is away or at its limit; every other error as it came. */
export function mapDatabaseError(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  const code = codeOf(error) ?? '';
  const detail = details.find(([state]) => state.test(code))?.[1];
  return new SoraError('database-unavailable', { cause: error, ...(detail === undefined ? {} : { detail }) });
}

function isUnavailable(error: unknown): boolean {
  // Node reports one failure per address that it tried.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isUnavailable);
  const code = codeOf(error);
  if (code !== undefined) return lostConnection.has(code) || unavailableState.test(code);
  return error instanceof Error && lostInWords.test(error.message);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
