/** What becomes of a message of the database: handed on, with what was withheld before it; withheld; or never seen, like all after it. */
export type Fate =
  | { readonly kind: 'pass'; readonly messages: readonly Buffer[] }
  | { readonly kind: 'withhold' }
  | { readonly kind: 'cut'; readonly how: 'transaction' | 'statement' };

/** Follows one connection, and chooses which commits are not told. */
export interface LostCommits {
  readonly asked: (type: string, message: Buffer) => void;
  readonly answered: (type: string, message: Buffer) => Fate;
}

const commit = /\bcommit\b/i;
/** Prepared statement of the server that is a transaction of its own; it would be kept though no COMMIT was ever sent. */
const ownTransaction = 'ledger_write_assumed';

/**
 * Each question, from a query or a bind to its end, has one answer, which ends with ReadyForQuery: only then is it kept for certain.
 * Statements are sent one behind the other, so questions are counted. What the database refuses is told.
 * @param next whether this commit's answer is to be lost
 */
export function lostCommits(next: () => boolean): LostCommits {
  let [questions, answers, isRefused] = [0, 0, false];
  let doomed: { readonly question: number; readonly how: 'transaction' | 'statement' } | undefined;
  let withheld: Buffer[] = [];
  return {
    asked(type, message) {
      const how = commitIn(type, message);
      if (how !== undefined && doomed === undefined && next()) doomed = { question: questions + 1, how };
      if (type === '' || type === 'Q' || type === 'S') questions += 1;
    },
    answered(type, message) {
      if (type === 'E' || (type === 'C' && message.includes('ROLLBACK'))) isRefused = true;
      const isEnd = type === 'Z';
      const isDoomed = doomed?.question === answers + 1;
      if (isDoomed) withheld.push(message);
      if (isDoomed && !isEnd) return { kind: 'withhold' };
      if (isDoomed && doomed !== undefined && !isRefused) return { kind: 'cut', how: doomed.how };
      const messages = isDoomed ? withheld : [message];
      if (isDoomed) [doomed, withheld] = [undefined, []];
      if (isEnd) [answers, isRefused] = [answers + 1, false];
      return { kind: 'pass', messages };
    },
  };
}

function commitIn(type: string, message: Buffer): 'transaction' | 'statement' | undefined {
  if (type === 'Q' && commit.test(message.toString('latin1'))) return 'transaction';
  return type === 'B' && message.includes(ownTransaction) ? 'statement' : undefined;
}
