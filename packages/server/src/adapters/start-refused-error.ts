/** Why a server does not start. Codes are stable; the sentence and the remedy are for people. */
export type StartRefusal =
  | 'SORA_POSTGRES_NOT_HERE'
  | 'SORA_POSTGRES_NOT_RUNNABLE'
  | 'SORA_POSTGRES_OTHER_VERSION'
  | 'SORA_POSTGRES_OTHER_ACCOUNT'
  | 'SORA_POSTGRES_PASSWORD_LOST'
  | 'SORA_POSTGRES_NO_ANSWER'
  | 'SORA_POSTGRES_FAILED'
  | 'SORA_DISK_FULL'
  | 'SORA_NO_PERMISSION'
  | 'SORA_START_BUSY'
  | 'SORA_DEV_REFUSED'
  | 'SORA_PORT_TAKEN'
  | 'SORA_ADDRESS_REFUSED'
  | 'SORA_MIGRATION_FILES_WRONG'
  | 'SORA_MIGRATION_EDITED'
  | 'SORA_MIGRATION_MISSING'
  | 'SORA_MIGRATION_FAILED'
  | 'SORA_DATABASE_NEWER'
  | 'SORA_DATABASE_TOO_OLD';

export interface StartRefusalDetails {
  /** What is the matter, in a sentence. */
  readonly what: string;
  /** What the reader can do now. */
  readonly remedy: string;
  readonly cause?: unknown;
}

/** SORA cannot start, and a person has to do something about it. The message holds the sentence and, on the next line, the remedy. */
export class StartRefusedError extends Error {
  readonly code: StartRefusal;
  readonly what: string;
  readonly remedy: string;

  constructor(code: StartRefusal, { what, remedy, cause }: StartRefusalDetails) {
    super(`${what}\n${remedy}`, { cause });
    this.name = 'StartRefusedError';
    this.code = code;
    this.what = what;
    this.remedy = remedy;
  }
}

/** True for a refusal to start, whichever copy of the package made it. */
export function isStartRefused(error: unknown): error is StartRefusedError {
  return error instanceof Error && error.name === 'StartRefusedError' && 'remedy' in error;
}
