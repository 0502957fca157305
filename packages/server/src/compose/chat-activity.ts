import { type ChatAnnouncements, type Clock, createActivityBoard } from '@sora/core';
import type { ChatActivities } from '../http/services.ts';

/** Hears what servers tell each other, for the operators' screen. */
export function followActivity(announcements: Pick<ChatAnnouncements, 'listen'>, clock: Clock): ChatActivities {
  const board = createActivityBoard();
  // Ends with the announcements themselves.
  announcements.listen({
    grown: (heads) => board.grown(heads, clock.nowMs()),
    signal: (signal) => { if (signal.kind === 'viewers') board.viewers(signal.report, clock.nowMs()); },
  });
  return { busiest: (tenant, limit) => board.busiest(tenant, limit, clock.nowMs()) };
}
