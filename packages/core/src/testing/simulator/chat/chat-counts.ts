import { noCounts, type SimulationCounts } from '../simulation-report.ts';

export interface ChatCounts extends SimulationCounts {
  entries: number;
  /** Entries that were paid for. */
  paid: number;
  edits: number;
  deletes: number;
  /** Members let in or taken out. */
  memberships: number;
  /** Answers that gave the receipt of an earlier time. */
  replays: number;
  /** Sends whose sender was told no, and of which a copy that came late was written. */
  refusedThenWritten: number;
}

export function noChatCounts(): ChatCounts {
  return { ...noCounts(), entries: 0, paid: 0, edits: 0, deletes: 0, memberships: 0, replays: 0, refusedThenWritten: 0 };
}
