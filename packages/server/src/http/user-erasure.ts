import type { Services } from './services.ts';
import { userAccount } from './wallet-call.ts';

export interface Erased {
  readonly texts: number;
  readonly documents: number;
  readonly memos: number;
  /** False when there is more: ask again. */
  readonly isComplete: boolean;
}

const rowsAtOnce = 1_000;
/** So that one request ends in good time: a hundred thousand rows. */
const mostRounds = 100;

/** Removes what a user wrote in messages, documents and beside payments; the rows of chats and ledger, their digests and seals stay. Done again, it does what is left. */
export async function eraseUserContents(tenant: string, userId: string, { chats, documents, ledger, settings }: Pick<Services, 'chats' | 'documents' | 'ledger' | 'settings'>): Promise<Erased> {
  let memos = 0;
  for (const { unit } of settings.SORA_MONEY_UNITS) memos += await ledger.eraseMemos(tenant, userAccount(userId, unit));
  const texts = await inRounds((limit) => chats.eraseContents(tenant, userId, limit));
  const versions = await inRounds((limit) => documents.erase(tenant, userId, limit));
  return { texts: texts.rows, documents: versions.rows, memos, isComplete: texts.isComplete && versions.isComplete };
}

/** Fewer rows than asked for: none is left. */
async function inRounds(erase: (limit: number) => Promise<number>): Promise<{ readonly rows: number; readonly isComplete: boolean }> {
  let rows = 0;
  for (let round = 0; round < mostRounds; round++) {
    const erased = await erase(rowsAtOnce);
    rows += erased;
    if (erased < rowsAtOnce) return { rows, isComplete: true };
  }
  return { rows, isComplete: false };
}
