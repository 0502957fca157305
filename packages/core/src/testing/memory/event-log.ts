import type { RecordedEvent } from '../../events/event.ts';
import type { EventLog, EventQuery } from '../../events/event-log.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import { seededRandom } from '../seeded-random.ts';
import { timeOrderedIds } from './time-ordered-id.ts';

export function memoryEventLog(clock: Clock, tenants: ReadonlySet<string> = new Set(['main'])): EventLog {
  let events: readonly RecordedEvent[] = [];
  const nextId = timeOrderedIds(seededRandom(1));
  return {
    async record(event) {
      if (!tenants.has(event.tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${event.tenant}".` });
      const isRepeat = event.dedupKey !== undefined && events.some((known) => known.tenant === event.tenant && known.dedupKey === event.dedupKey);
      if (isRepeat) return undefined;
      const recorded = { ...event, id: nextId(clock.nowMs()), atMs: clock.nowMs() };
      events = [recorded, ...events];
      return recorded;
    },
    async read(query) {
      return events.filter((event) => matches(event, query)).slice(0, query.limit);
    },
    async expire(beforeMs, limit) {
      const gone = new Set(events.filter((event) => event.atMs < beforeMs).slice(-limit));
      events = events.filter((event) => !gone.has(event));
      return gone.size;
    },
  };
}

function matches(event: RecordedEvent, query: EventQuery): boolean {
  return event.tenant === query.tenant
    && (query.beforeId === undefined || event.id < query.beforeId)
    && (query.sinceMs === undefined || event.atMs >= query.sinceMs)
    && (query.types === undefined || query.types.includes(event.type))
    && (query.severities === undefined || query.severities.includes(event.severity));
}
