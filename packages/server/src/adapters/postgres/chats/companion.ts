import { appendPaidSends, judgePaidSends, type PaidSend, type SendJudgement, type SendOutcome, type Sha256 } from '@sora/core';
import type { Companion, Vote } from '../ledger/companion.ts';
import type { Queryable } from '../query.ts';
import type { LockedChats } from './lock-and-read.ts';
import { lockChats } from './lock-chats.ts';
import { writeEntriesQueries } from './write-entries.ts';

/** What rides with a payment: the message it is for. */
export type ChatCompanion = Companion<PaidSend, SendOutcome>;

/** Paid messages: written in the transaction of the ledger that books their payments, so that one is never there without the other. */
export function chatCompanion(sha256: Sha256): ChatCompanion {
  // From a batch's vote to its write: the chats stay locked, so that this stays true.
  const judged = new WeakMap<Queryable, LockedChats>();
  return {
    async vote(tx, tenant, paid) {
      const locked = await lockChats(tx, tenant, paid.map(({ send }) => send));
      judged.set(tx, locked);
      return judgePaidSends(locked.state, paid, sha256).map(voteOf);
    },
    async write(tx, _tenant, paid) {
      const locked = judged.get(tx);
      if (locked === undefined) throw new Error('Messages are written in the transaction that judged them.');
      judged.delete(tx);
      const change = appendPaidSends(locked.state, paid, sha256);
      for (const query of writeEntriesQueries(locked, change)) await tx.query(query);
      return change.outcomes;
    },
  };
}

function voteOf(judgement: SendJudgement): Vote<SendOutcome> {
  return judgement.kind === 'accepted' ? judgement : { kind: judgement.kind, answer: judgement };
}
