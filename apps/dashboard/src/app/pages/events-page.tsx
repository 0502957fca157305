import type { Severity } from '@sora/core';
import { useCallback } from 'react';
import { getEventLog } from '../../api/sora-api.ts';
import { EventLog } from '../../panels/event-log/event-log.tsx';
import { SeverityFilter } from '../../panels/event-log/severity-filter.tsx';
import { Frame } from '../../ui/frame.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useResource } from '../use-resource.ts';

/** What happened, newest first. */
export function EventsPage({ severity }: { readonly severity: Severity | undefined }) {
  const load = useCallback((signal: AbortSignal) => getEventLog(severity === undefined ? {} : { severity }, signal), [severity]);
  const newest = useResource(load);
  return (
    <>
      <header className="head">
        <h1>Events</h1>
        <p className="lead">Starts, sign-ins, tokens, losses and recoveries: append-only, newest first.</p>
      </header>
      <SeverityFilter chosen={severity} />
      <Frame resource={newest} skeleton={<RowsSkeleton />}>
        {(page, stale) => <EventLog key={severity ?? 'all'} newest={page} severity={severity} stale={stale} />}
      </Frame>
    </>
  );
}
