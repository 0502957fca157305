import type { RecordedEvent, Severity } from '@sora/core';
import { formatClockSeconds, formatDay } from '../../ui/format.ts';
import { titleOf } from '../../ui/words.ts';

export interface EventRow {
  readonly id: string;
  readonly at: string;
  readonly atIso: string;
  readonly severity: Severity;
  readonly title: string;
  readonly subject: string;
  readonly actor: string;
  readonly place: string;
  /** Indented JSON; absent where there is nothing more to say. */
  readonly payload?: string;
}

export interface EventDay {
  readonly day: string;
  readonly rows: readonly EventRow[];
}

/** Newest first, under the day that each happened on. */
export function eventLogView(events: readonly RecordedEvent[]): readonly EventDay[] {
  const days = Map.groupBy(events, ({ atMs }) => formatDay(atMs));
  return [...days].map(([day, members]) => ({ day, rows: members.map(row) }));
}

function row(event: RecordedEvent): EventRow {
  const { id, atMs, severity, type, subject, actor, region, release, payload } = event;
  return {
    id, at: formatClockSeconds(atMs), atIso: new Date(atMs).toISOString(), severity, title: titleOf(type), subject,
    actor: actor.name ?? actor.id,
    place: [region, release].filter((part) => part !== undefined && part !== '').join(' · '),
    ...(payload === undefined || Object.keys(payload).length === 0 ? {} : { payload: JSON.stringify(payload, undefined, 2) }),
  };
}
