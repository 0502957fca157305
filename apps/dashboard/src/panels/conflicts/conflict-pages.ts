import type { ConflictPage } from '../../api/conflicts.ts';

/** Puts the newest page before what was already read. Without a common one there is a hole between them: then reading begins again. */
export function withNewestConflicts(read: ConflictPage, newest: ConflictPage): ConflictPage {
  const fresh = new Set(newest.conflicts.map(({ id }) => id));
  if (!read.conflicts.some(({ id }) => fresh.has(id))) return newest;
  return { ...read, conflicts: [...newest.conflicts, ...read.conflicts.filter(({ id }) => !fresh.has(id))] };
}

export function withOlderConflicts(read: ConflictPage, older: ConflictPage): ConflictPage {
  return { ...older, conflicts: [...read.conflicts, ...older.conflicts] };
}
