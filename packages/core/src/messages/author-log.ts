import type { Entry, EntryIdentity } from './entry.ts';

export interface AuthorQuery {
  readonly tenant: string;
  readonly userId: string;
  /** The last one of the page before. */
  readonly after?: Pick<EntryIdentity, 'install' | 'installSeq' | 'chat'>;
  readonly limit: number;
}

/** Everything that one user wrote, over all chats, those included that they have left. */
export interface AuthorLog {
  /** In the order of install, number and chat. */
  read(query: AuthorQuery): Promise<readonly Entry[]>;
}
