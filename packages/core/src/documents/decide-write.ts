import type { DocumentKey, DocumentWrite, FieldOutcome, FieldVersion, FieldWrite, WriteOutcome } from './document.ts';
import { compareVersions, isRace, isSameWrite } from './latest-version.ts';
import { compareStamps, installOf, pullBack, type Stamp, stampAfter } from './stamp.ts';

/** What deciding about a write needs, read under the document's lock. */
export interface DocumentState {
  readonly nowMs: number;
  /** Number of the latest version of the document. */
  readonly versions: number;
  /** The version that stands, of each field that is written, where there is one. */
  readonly current: readonly FieldVersion[];
  /** Versions of these fields with a stamp that is claimed again. */
  readonly known: readonly FieldVersion[];
}

/** Two values that raced. */
export interface Race {
  readonly winner: FieldVersion;
  readonly loser: FieldVersion;
}

export interface DocumentChange {
  /** Versions to add, numbered on. */
  readonly added: readonly FieldVersion[];
  /** Those of which one was there before: it is to be marked as lost. */
  readonly races: readonly Race[];
  readonly outcome: WriteOutcome;
}

/** What a write does to a document: each field for itself, the later stamp stands, and nothing is dropped. */
export function decideWrite(state: DocumentState, write: DocumentWrite): DocumentChange {
  const added: FieldVersion[] = [];
  const races: Race[] = [];
  const outcome = Object.entries(write.fields).map(([field, fieldWrite]): [string, FieldOutcome] => {
    const current = state.current.find((version) => version.field === field);
    const repeated = state.known.find((version) => version.field === field && isSameWrite(version, { ...fieldWrite, claimed: fieldWrite.stamp }));
    if (repeated !== undefined) return [field, outcomeOf(repeated, current ?? repeated, true)];
    const decided = place(current, versionOf(state, write, { field, fieldWrite, current, version: state.versions + added.length + 1 }));
    added.push(decided.added);
    if (decided.race !== undefined) races.push(decided.race);
    return [field, outcomeOf(decided.added, decided.stands, false)];
  });
  return { added, races, outcome: Object.fromEntries(outcome) };
}

/** Sets a new version beside the one that stands. */
function place(current: FieldVersion | undefined, next: FieldVersion): { readonly added: FieldVersion; readonly stands: FieldVersion; readonly race?: Race } {
  if (current === undefined) return { added: next, stands: next };
  const wins = compareVersions(next, current) > 0;
  if (!isRace(next, current)) return { added: next, stands: wins ? next : current };
  if (wins) return { added: next, stands: next, race: { winner: next, loser: { ...current, lostTo: next.version } } };
  const added = { ...next, lostTo: current.version };
  return { added, stands: current, race: { winner: current, loser: added } };
}

interface Placing {
  readonly field: string;
  readonly fieldWrite: FieldWrite;
  readonly current: FieldVersion | undefined;
  readonly version: number;
}

function versionOf({ nowMs }: DocumentState, { actor }: DocumentWrite, { field, fieldWrite, current, version }: Placing): FieldVersion {
  const { value, stamp: claimed, basedOn } = fieldWrite;
  return { field, version, value, claimed, stamp: standingStamp(claimed, current, nowMs), basedOn, actor, lostTo: undefined, restores: undefined, atMs: nowMs };
}

/** A device whose clock is pulled back must still win over what it wrote itself before. */
function standingStamp(claimed: Stamp, current: FieldVersion | undefined, nowMs: number): Stamp {
  const bounded = pullBack(claimed, nowMs);
  if (bounded === claimed || current === undefined) return bounded;
  const isOwn = installOf(current.claimed) === installOf(claimed) && compareStamps(current.claimed, claimed) < 0;
  return isOwn && compareStamps(current.stamp, bounded) >= 0 ? stampAfter(current.stamp, 0, installOf(claimed)) : bounded;
}

export function outcomeOf(written: FieldVersion, stands: FieldVersion, isRepeat: boolean): FieldOutcome {
  const { value, stamp, version } = stands;
  return {
    kind: version === written.version ? 'won' : 'lost', isRepeat, stamp: written.stamp, isPulledBack: written.stamp !== written.claimed,
    version: written.version, current: { value, stamp, version },
  };
}

/** What stands of these versions, field by field. */
export function standing(versions: Iterable<FieldVersion>): ReadonlyMap<string, FieldVersion> {
  const stands = new Map<string, FieldVersion>();
  for (const version of versions) {
    const before = stands.get(version.field);
    if (before === undefined || compareVersions(before, version) < 0) stands.set(version.field, version);
  }
  return stands;
}

/** What a person can name a document by, in conflicts and logs. */
export function documentSubject({ collection, id }: Pick<DocumentKey, 'collection' | 'id'>): string {
  return `${collection}/${id}`;
}

