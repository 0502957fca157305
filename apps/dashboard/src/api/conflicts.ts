import type { ConflictType, RecordedConflict } from '@sora/core';
import type { Answer } from './ask.ts';
import { post } from './post.ts';

export type ConflictRow = Pick<RecordedConflict, 'id' | 'atMs' | 'type' | 'subject' | 'resolution' | 'detail'>;

export interface ConflictPage {
  readonly conflicts: readonly ConflictRow[];
  /** Present while there are older ones. */
  readonly nextBeforeId?: string;
}

interface ConflictQuery {
  readonly types: readonly ConflictType[];
  readonly subject?: string;
  readonly beforeId?: string;
  readonly limit?: number;
}

export const pageOfConflicts = 30;

export function getConflictHistory(query: ConflictQuery, signal?: AbortSignal): Promise<Answer<ConflictPage>> {
  return post('/getConflictHistory', { limit: pageOfConflicts, ...query }, signal);
}
