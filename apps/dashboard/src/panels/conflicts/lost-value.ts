import type { ConflictRow } from '../../api/conflicts.ts';
import type { LostValue } from '../../api/documents-api.ts';

/** Which value can be restored; undefined where nothing of that kind was lost. */
export function lostValueOf({ type, detail: { collection, id, field, losing } }: Pick<ConflictRow, 'type' | 'detail'>): LostValue | undefined {
  if (type !== 'CONCURRENT_WRITE' || typeof losing !== 'object' || losing === null || !('version' in losing)) return undefined;
  const { version } = losing;
  const isNamed = typeof collection === 'string' && typeof id === 'string' && typeof field === 'string' && typeof version === 'number';
  return isNamed ? { collection, id, field, version } : undefined;
}
