import type { AccountPage } from '../../api/money.ts';

/** The newest state with all postings read so far. Without a common posting there is a hole between them: then reading begins again. */
export function withNewestPostings(read: AccountPage, newest: AccountPage): AccountPage {
  const fresh = new Set(newest.postings.map(({ leg }) => leg.posting));
  if (!read.postings.some(({ leg }) => fresh.has(leg.posting))) return newest;
  const { nextBefore: _, ...state } = newest;
  return { ...state, postings: [...newest.postings, ...read.postings.filter(({ leg }) => !fresh.has(leg.posting))], ...cursorOf(read) };
}

export function withOlderPostings(read: AccountPage, older: AccountPage): AccountPage {
  const { nextBefore: _, ...state } = read;
  return { ...state, postings: [...read.postings, ...older.postings], ...cursorOf(older) };
}

function cursorOf({ nextBefore }: AccountPage): Pick<AccountPage, 'nextBefore'> {
  return nextBefore === undefined ? {} : { nextBefore };
}
