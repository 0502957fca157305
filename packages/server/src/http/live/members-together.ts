import type { ChatPlace, ChatStore, Turnstile } from '@sora/core';

export interface MembersTogetherOptions {
  readonly chats: Pick<ChatStore, 'membersAmong'>;
  /** For questions to the database. */
  readonly turnstile: Turnstile;
  /** So long others may join a question. */
  readonly gatherMs: number;
}

interface Round {
  readonly users: Set<string>;
  readonly members: Promise<ReadonlySet<string>>;
}

/** Users in one question. */
const mostTogether = 1_000;

/**
 * Whether somebody is still in a chat: one question for all who are asked about within a moment, since ten thousand sockets in one room would
 * be ten thousand questions. An answer is never older than its question.
 * @returns asks. @throws {SoraError} `database-unavailable`
 */
export function membersTogether({ chats, turnstile, gatherMs }: MembersTogetherOptions): (place: ChatPlace, userId: string) => Promise<boolean> {
  const rounds = new Map<string, Round>();

  function begin(key: string, { tenant, chat }: ChatPlace): Round {
    const users = new Set<string>();
    const gathered = new Promise<void>((resolve) => { setTimeout(resolve, gatherMs).unref(); });
    const members = gathered.then(() => turnstile.pass(async () => {
      if (rounds.get(key)?.users === users) rounds.delete(key);
      return new Set(await chats.membersAmong(tenant, chat, [...users]));
    }));
    const round = { users, members };
    rounds.set(key, round);
    return round;
  }

  return async (place, userId) => {
    const key = `${place.tenant}/${place.chat}`;
    const open = rounds.get(key);
    const round = open !== undefined && open.users.size < mostTogether ? open : begin(key, place);
    round.users.add(userId);
    return (await round.members).has(userId);
  };
}
