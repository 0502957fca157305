/** Why a backup, a restore or a copy did not happen. Codes are stable; the sentence and the remedy are for people. */
export type BackupRefusal =
  | 'SORA_BACKUP_EXISTS'
  | 'SORA_BACKUP_NOT_POSSIBLE'
  | 'SORA_BACKUP_NOT_WRITTEN'
  | 'SORA_BACKUP_DAMAGED'
  | 'SORA_BACKUP_NEWER'
  | 'SORA_BACKUP_OTHER_POSTGRES'
  | 'SORA_RESTORE_NOT_EMPTY'
  | 'SORA_RESTORE_OTHER_SCHEMA'
  | 'SORA_COPY_SOURCE_IN_USE';

export interface BackupRefusalDetails {
  /** What is the matter, in a sentence. */
  readonly what: string;
  /** What the reader can do now. */
  readonly remedy: string;
  readonly cause?: unknown;
}

/** A backup, restore or copy that did not happen, and nothing was changed. The message holds the sentence and, on the next line, the remedy. */
export class BackupRefusedError extends Error {
  readonly code: BackupRefusal;
  readonly what: string;
  readonly remedy: string;

  constructor(code: BackupRefusal, { what, remedy, cause }: BackupRefusalDetails) {
    super(`${what}\n${remedy}`, { cause });
    this.name = 'BackupRefusedError';
    this.code = code;
    this.what = what;
    this.remedy = remedy;
  }
}

/** True for such a refusal, whichever copy of the package made it. */
export function isBackupRefused(error: unknown): error is BackupRefusedError {
  return error instanceof Error && error.name === 'BackupRefusedError' && 'remedy' in error;
}

/** @param how what does not fit, as the end of a sentence */
export function damaged(how: string, cause?: unknown): BackupRefusedError {
  return new BackupRefusedError('SORA_BACKUP_DAMAGED', {
    what: `This backup is damaged or was not made by SORA: ${how}.`,
    remedy: 'Nothing was restored. Fetch the file again from where it is kept, or take an older backup.',
    cause,
  });
}
