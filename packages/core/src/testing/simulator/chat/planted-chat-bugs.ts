import { invariant } from '../../../kernel/invariant.ts';
import type { Sender } from '../../../messages/chat-batch.ts';
import type { ChatOutcome, ChatWish } from './chat-wish.ts';
import type { RowsOfBatch } from './chat-trial.ts';
import { type ChatWorldState, decideChatBatch, type DecideChats } from './decide-chat-batch.ts';

/** A mistake that somebody could make with messages, to see that the simulator finds it. */
export interface PlantedChatBug {
  /** What the code does wrong, as a sentence. */
  readonly about: string;
  /** Makes a wrong decision for one world. Default: as it is. */
  readonly decide?: () => DecideChats;
  readonly rowsOf?: (honest: RowsOfBatch) => RowsOfBatch;
  /** Default: the same. */
  readonly resent?: (wish: ChatWish, attempt: number) => ChatWish;
}

const wrongly = (change: (state: ChatWorldState) => ChatWorldState): (() => DecideChats) => () => (state, wishes) => decideChatBatch(change(state), wishes);

export const plantedChatBugs = {
  forgetsWhatWasWritten: {
    about: 'An identity is looked up in its batch, but not in the database.',
    decide: wrongly((state) => ({ ...state, chat: { ...state.chat, known: [] } })),
  },
  writesBeforeItIsPaid: {
    about: 'A message is written though its payment is refused.',
    decide: () => (state, wishes) => decideChatBatch(state, wishes, { isPaidFor: ({ kind }) => kind === 'accepted', isWritten: ({ kind }) => kind !== 'replayed' }),
  },
  paysBeforeItMayBeWritten: {
    about: 'The money moves before it is asked whether the message may be written.',
    decide: () => (state, wishes) => decideChatBatch(state, wishes, { isPaidFor: () => true, isWritten: ({ kind }) => kind === 'posted' }),
  },
  paysWithoutLockingTheChat: {
    about: 'A paid batch locks its payers, but not the chats that it writes to.',
    rowsOf: (honest) => (lane, wishes) => honest(lane, wishes).filter((row) => !lane.startsWith('payers') || !row.startsWith('chat ')),
  },
  remembersMembers: {
    about: 'Who was a member once is taken for one without being looked up again.',
    decide: () => withEveryMemberSoFar(new Map()),
  },
  editsTheDeleted: {
    about: 'A change is judged by the message itself and not by its latest version.',
    decide: wrongly((state) => ({ ...state, chat: { ...state.chat, targets: state.chat.targets.map(({ message }) => ({ message, latest: message })) } })),
  },
  numbersWhatItRefuses: {
    about: 'A send that is refused uses up a number of its chat.',
    decide: () => numberingRefusals,
  },
  answersWithTheHead: {
    about: 'A repeat gets where the chat stands now, not the receipt of its first time.',
    decide: () => (state, wishes) => {
      const change = decideChatBatch(state, wishes);
      return { ...change, outcomes: change.outcomes.map((outcome) => (outcome.kind === 'replayed' ? { ...outcome, entry: { ...outcome.entry, ...headOf(state, outcome) } } : outcome)) };
    },
  },
  resendsUnderANewNumber: {
    about: 'What was not answered is sent again with the next number of the install.',
    resent: (wish, attempt) => (wish.kind === 'send' ? { ...wish, send: { ...wish.send, installSeq: wish.send.installSeq + attempt * 1_000_000 } } : wish),
  },
} as const satisfies Record<string, PlantedChatBug>;

function withEveryMemberSoFar(seen: Map<string, Sender>): DecideChats {
  return (state, wishes) => {
    for (const member of state.chat.members) seen.set(`${member.chat} ${member.userId}`, member);
    return decideChatBatch({ ...state, chat: { ...state.chat, members: [...seen.values()] } }, wishes);
  };
}

const numberingRefusals: DecideChats = (state, wishes) => {
  const change = decideChatBatch(state, wishes);
  const refused = wishes.flatMap((wish, index) => (wish.kind === 'send' && change.outcomes[index]?.kind === 'refused' ? [wish.send.chat] : []));
  const heads = change.chat?.chats ?? [];
  return { ...change, chat: { entries: [], senders: [], ...change.chat, chats: heads.map((head) => ({ ...head, lastSeq: head.lastSeq + refused.filter((chat) => chat === head.id).length })) } };
};

function headOf({ chat: { chats } }: ChatWorldState, { entry }: ChatOutcome & { readonly kind: 'written' | 'replayed' }): { readonly seq: number; readonly digest: string } {
  const head = chats.find(({ id }) => id === entry.chat);
  invariant(head !== undefined, 'a repeat is about a chat that is there');
  return { seq: head.lastSeq, digest: head.digest };
}
