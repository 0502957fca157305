import type { FieldOutcome, FieldVersion } from './document.ts';
import { outcomeOf } from './decide-write.ts';
import type { Restoration } from './document-store.ts';
import { requireNoProblems } from '../messages/validate-send.ts';
import { stampAfter } from './stamp.ts';
import { validateValue } from './validate-write.ts';

/** The name that restoring signs its stamps with. */
const restorer = 'sora-restore';

export interface RestoreFacts {
  readonly nowMs: number;
  /** Number of the latest version of the document. */
  readonly versions: number;
  /** Whose value is asked for. */
  readonly wanted: FieldVersion;
  /** What stands in its field. */
  readonly current: FieldVersion;
}

/**
 * A new version with an old value. It knows what it replaces, so that it is no race.
 * @throws {SoraError} `bad-request`: the field does not take this value any more
 */
export function decideRestore({ nowMs, versions, wanted, current }: RestoreFacts, { collection, actor }: Restoration): { readonly added: FieldVersion | undefined; readonly outcome: FieldOutcome } {
  if (current.version === wanted.version || current.restores === wanted.version) return { added: undefined, outcome: outcomeOf(current, current, true) };
  requireNoProblems(validateValue(collection, wanted.field, wanted.value));
  const stamp = stampAfter(current.stamp, nowMs, restorer);
  const added: FieldVersion = {
    field: wanted.field, version: versions + 1, value: wanted.value, stamp, claimed: stamp, basedOn: current.stamp, actor,
    lostTo: undefined, restores: wanted.version, atMs: nowMs,
  };
  return { added, outcome: outcomeOf(added, added, false) };
}
