/** What one user says in one chat. */
export interface Saying {
  readonly chat: string;
  readonly user: string;
  /** Counts up for each user: with chat and user it says which message this is, however often it comes. */
  readonly number: number;
  readonly text: string;
}

/** A way to keep chats, with every chat and member there. */
export interface ChatContestant extends AsyncDisposable {
  /** Callers of its closed loop. */
  readonly callers: number;
  /** Answers the number that the message got in its chat. */
  say(saying: Saying): Promise<number>;
  /** Gaps in the numbers of any chat, heads that are not the last number, messages that are there twice, and how many there are. */
  count(): Promise<ChatCounts>;
}

export interface ChatCounts {
  readonly messages: number;
  readonly gaps: number;
  readonly doubled: number;
}
