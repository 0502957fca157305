/** Whose room it is, and who is paid. */
export const creator = 'creator';

export const room = 'room';

/** Each is in the room, with money. */
export const fans: readonly string[] = Array.from({ length: 10_000 }, (_, n) => `fan-${String(n).padStart(5, '0')}`);

export const openingMinor = 1_000_000_000;

/** What a phone sends. */
export interface PaidMessage {
  readonly userId: string;
  readonly install: string;
  readonly installSeq: number;
  readonly text: string;
  readonly price: { readonly amount: string };
}

/** One after the other pays a cent for a message. @param number never twice */
export function paidMessage(number: number): PaidMessage {
  return { userId: fans[number % fans.length] ?? '', install: 'phone', installSeq: number + 1, text: 'This is for you, greetings from all of us here, and play that one again please!', price: { amount: '1' } };
}

export const messagesPath = `/v1/chats/${room}/messages`;
