import { StartRefusedError, type StartRefusal } from '../../start-refused-error.ts';

interface Explanation {
  readonly code: StartRefusal;
  readonly matches: RegExp;
  readonly what: string;
  readonly remedy: string;
}

// In the order in which they are looked for: the texts come from Node, from initdb and from PostgreSQL's log.
const explanations: readonly Explanation[] = [
  { code: 'SORA_DISK_FULL', matches: /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/, what: 'there is no space left on the disk.', remedy: 'Free some space there and start again, or keep the data on a larger disk: with SORA_DATA_DIR, and as root by a mount on /var/lib/sora.' },
  { code: 'SORA_NO_PERMISSION', matches: /EROFS|Read-only file system/, what: 'the file system is read-only.', remedy: 'Put the data folder on one that can be written with SORA_DATA_DIR, and start again.' },
  { code: 'SORA_POSTGRES_NOT_RUNNABLE', matches: /GLIBC|ld-linux|cannot execute|Exec format error|ENOEXEC|spawn .* ENOENT|error while loading shared libraries/, what: 'its program does not run on this system (it needs Linux with glibc or macOS; Alpine has none).', remedy: 'Name a PostgreSQL (15 or later) of yours in DATABASE_URL.' },
  { code: 'SORA_NO_PERMISSION', matches: /EACCES|EPERM|Permission denied|Operation not permitted|could not access directory/, what: 'a file or folder may not be opened.', remedy: 'Give this account its data folder (chown), or choose another with SORA_DATA_DIR, and start again.' },
];

/** Turns what a step wrote or threw into a sentence with a remedy; the last lines of the text follow, so that nothing is hidden. */
export function explainFailure(step: string, failure: unknown): StartRefusedError {
  if (failure instanceof StartRefusedError) return failure;
  const text = failure instanceof Error ? failure.message : String(failure);
  const found = explanations.find((each) => each.matches.test(text));
  const lines = text.trim().split('\n').slice(-12).map((line) => `  | ${line}`).join('\n');
  return new StartRefusedError(found?.code ?? 'SORA_POSTGRES_FAILED', {
    what: `${step} failed: ${found?.what ?? 'its last lines say why.'}\n${lines}`,
    remedy: found?.remedy ?? 'If the lines above do not help, name a PostgreSQL of yours in DATABASE_URL.',
    cause: failure,
  });
}
