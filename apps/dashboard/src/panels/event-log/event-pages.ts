import type { EventPage } from '../../api/sora-api.ts';

/** Puts the newest page before what was already read. Without a common event there is a hole between them: then reading begins again. */
export function withNewest(read: EventPage, newest: EventPage): EventPage {
  const fresh = new Set(newest.events.map(({ id }) => id));
  if (!read.events.some(({ id }) => fresh.has(id))) return newest;
  return { ...read, events: [...newest.events, ...read.events.filter(({ id }) => !fresh.has(id))] };
}

export function withOlder(read: EventPage, older: EventPage): EventPage {
  return { ...older, events: [...read.events, ...older.events] };
}
