import type { Severity } from '@sora/core';
import { useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { getEventLog, type EventPage } from '../../api/sora-api.ts';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { eventLogView } from './event-log-view.ts';
import { EventRowItem } from './event-row.tsx';
import { withNewest, withOlder } from './event-pages.ts';

interface Props {
  readonly newest: EventPage;
  readonly severity: Severity | undefined;
  readonly stale: string | undefined;
}

export function EventLog({ newest, severity, stale }: Props) {
  const [read, setRead] = useState(newest);
  const [problem, setProblem] = useState<Problem>();
  const [merged, markMerged] = useState(newest);
  if (merged !== newest) {
    markMerged(newest);
    setRead(withNewest(read, newest));
  }

  async function loadMore(beforeId: string): Promise<void> {
    const answer = await getEventLog({ beforeId, ...(severity === undefined ? {} : { severity }) });
    setProblem(answer.kind === 'problem' ? answer.problem : undefined);
    if (answer.kind === 'ok') setRead((before) => (before.nextBeforeId === beforeId ? withOlder(before, answer.value) : before));
  }

  const days = eventLogView(read.events);
  const { nextBeforeId } = read;
  return (
    <div className={stale === undefined ? 'event-log' : 'event-log stale'}>
      <StaleBadge stale={stale} />
      {days.length === 0 && <p className="empty">Nothing of this kind was recorded yet. Starts of the server, sign-ins and tokens land here by themselves.</p>}
      {days.map(({ day, rows }) => (
        <section key={day} className="event-day">
          <h2>{day}</h2>
          <ol>{rows.map((row) => <EventRowItem key={row.id} row={row} />)}</ol>
        </section>
      ))}
      {problem !== undefined && <p className="empty" role="alert">{problem.title}. {problem.remedy}</p>}
      {nextBeforeId !== undefined && <button type="button" className="button more" onClick={() => void loadMore(nextBeforeId)}>Load older events</button>}
    </div>
  );
}
