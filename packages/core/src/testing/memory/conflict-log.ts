import type { ConflictLog, ConflictQuery, RecordedConflict } from '../../conflicts/conflict-log.ts';
import { conflictTypes } from '../../conflicts/conflict-type.ts';
import type { NewEvent } from '../../events/event.ts';
import type { EventLog } from '../../events/event-log.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import { seededRandom } from '../seeded-random.ts';
import { timeOrderedIds } from './time-ordered-id.ts';

export function memoryConflictLog(clock: Clock, tenants: ReadonlySet<string>, events: EventLog): ConflictLog {
  let conflicts: readonly RecordedConflict[] = [];
  const nextId = timeOrderedIds(seededRandom(2));
  return {
    async record(conflict) {
      if (!tenants.has(conflict.tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${conflict.tenant}".` });
      const isRepeat = conflicts.some(({ tenant, type, dedupKey }) => tenant === conflict.tenant && type === conflict.type && dedupKey === conflict.dedupKey);
      if (isRepeat) return undefined;
      const recorded = { ...conflict, id: nextId(clock.nowMs()), atMs: clock.nowMs() };
      conflicts = [recorded, ...conflicts];
      await events.record(eventOf(recorded));
      return recorded;
    },
    async read(query) {
      return conflicts.filter((conflict) => matches(conflict, query)).slice(0, query.limit);
    },
  };
}

function eventOf({ id, tenant, type, subject, resolution, detail }: RecordedConflict): NewEvent {
  return {
    tenant, type: 'CONFLICT_DETECTED', severity: conflictTypes[type].severity, subject: `${type}: ${subject}`, actor: { kind: 'node', id: 'sora' },
    payload: { conflictId: id, conflictType: type, subject, resolution, detail },
  };
}

function matches(conflict: RecordedConflict, { tenant, beforeId, types, subject }: ConflictQuery): boolean {
  return conflict.tenant === tenant
    && (beforeId === undefined || conflict.id < beforeId)
    && (types === undefined || types.includes(conflict.type))
    && (subject === undefined || conflict.subject === subject);
}
