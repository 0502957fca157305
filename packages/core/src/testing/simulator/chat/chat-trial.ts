import { needsOf } from '../../../ledger/batch-needs.ts';
import { laneOf } from '../../../ledger/lane-of.ts';
import { needsOfSends } from '../../../messages/batch-needs.ts';
import { applyChatChange, readChatState } from '../../memory/chat-tables.ts';
import { applyChange, readState, rowKey } from '../../memory/ledger-tables.ts';
import { tenant } from '../tenant.ts';
import { isPoison, type Trial } from '../trial.ts';
import type { ChatAuditor } from './chat-auditor.ts';
import { type ChatOutcome, type ChatWish, sendOf } from './chat-wish.ts';
import { admit, type ChatWorldTables } from './chat-world.ts';
import type { ChatWorldChange, DecideChats } from './decide-chat-batch.ts';

const laneCount = 2;

/** Which rows a batch locks: see `rowsOfBatch`. */
export type RowsOfBatch = (lane: string, wishes: readonly ChatWish[]) => readonly string[];

/** Chats and payments as their adapters have them: three kinds of batches, all of which lock the chats that they are about. */
export function chatTrial(tables: ChatWorldTables, { decide, rowsOf, auditor }: { readonly decide: DecideChats; readonly rowsOf: RowsOfBatch; readonly auditor: ChatAuditor }): Trial<ChatWish, ChatOutcome> {
  return {
    laneOf: laneOfWish,
    rowsOf,
    read(lane, wishes, { nowMs }) {
      const state = {
        chat: readChatState(tables.chats, sendsOf(wishes), { tenant, nowMs }),
        ledger: readState(tables.ledger, groupsOf(wishes), { tenant, lane: Number(lane.split(' ')[1]), nowMs }),
      };
      return () => {
        const change = decide(state, wishes);
        return {
          outcomes: change.outcomes,
          isPoisoned: change.chat?.entries.some(({ content }) => isPoison(content?.text ?? '')) ?? false,
          keep() {
            auditor.inspect(change);
            write(tables, change);
            return historyOf(lane, change);
          },
        };
      };
    },
  };
}

/** The lane of payers first, then chats, then accounts, each in byte order: one order for all, so that no two can wait for each other. */
export function rowsOfBatch(lane: string, wishes: readonly ChatWish[]): readonly string[] {
  const chats = new Set([...needsOfSends(sendsOf(wishes)).chats, ...wishes.flatMap((wish) => (wish.kind === 'membership' ? [wish.chat] : []))]);
  const rows = [...chats].toSorted().map((chat) => `chat ${chat}`);
  return lane.startsWith('payers') ? [lane, ...rows, ...needsOf(groupsOf(wishes)).accounts] : rows;
}

function laneOfWish(wish: ChatWish): string {
  switch (wish.kind) {
    case 'send': return `chats ${laneOf(wish.send.chat, laneCount)}`;
    case 'paid': return `payers ${laneOf(wish.paid.group.operations[0].payer, laneCount)}`;
    case 'membership': return `members ${laneOf(wish.chat, laneCount)}`;
  }
}

function sendsOf(wishes: readonly ChatWish[]) {
  return wishes.map(sendOf).filter((send) => send !== undefined);
}

function groupsOf(wishes: readonly ChatWish[]) {
  return wishes.flatMap((wish) => (wish.kind === 'paid' ? [wish.paid.group] : []));
}

function write(tables: ChatWorldTables, { chat, ledger, outcomes, memberships }: ChatWorldChange): void {
  if (ledger !== undefined) applyChange(tables.ledger, tenant, ledger);
  if (chat !== undefined) applyChatChange(tables.chats, tenant, { ...chat, outcomes: outcomes.filter((outcome) => outcome.kind !== 'changed') });
  for (const { chat: id, userId, isMember } of memberships) {
    if (isMember) admit(tables.chats, id, userId, 'member');
    else tables.chats.members.delete(rowKey(tenant, id, userId));
  }
}

function historyOf(lane: string, { chat, ledger, memberships }: ChatWorldChange): string {
  const heads = (chat?.chats ?? []).map(({ id, lastSeq, digest }) => `${id} ${lastSeq} ${digest}`);
  return [lane, ...heads, ledger?.head.seal ?? '', ...memberships.map(({ chat: id, userId, isMember }) => `${id} ${userId} ${isMember}`)].join(' ');
}
