import type { Services } from './services.ts';
import { userAccount } from './wallet-call.ts';

export interface Erased {
  readonly texts: number;
  readonly memos: number;
  /** False when there is more: ask again. */
  readonly isComplete: boolean;
}

const textsAtOnce = 1_000;
/** So that one request ends in good time: a hundred thousand texts. */
const mostRounds = 100;

/** Removes what a user wrote in messages and beside payments; the rows, their digests and their seals stay. Done again, it does what is left. */
export async function eraseUserContents(tenant: string, userId: string, { chats, ledger, settings }: Pick<Services, 'chats' | 'ledger' | 'settings'>): Promise<Erased> {
  let memos = 0;
  for (const { unit } of settings.SORA_MONEY_UNITS) memos += await ledger.eraseMemos(tenant, userAccount(userId, unit));
  let texts = 0;
  for (let round = 0; round < mostRounds; round++) {
    const erased = await chats.eraseContents(tenant, userId, textsAtOnce);
    texts += erased;
    if (erased < textsAtOnce) return { texts, memos, isComplete: true };
  }
  return { texts, memos, isComplete: false };
}
