import type { PaidSend, Send, SendOutcome } from '../../../messages/send.ts';

/** What somebody asks of chats. */
export type ChatWish =
  | { readonly kind: 'send'; readonly send: Send }
  | { readonly kind: 'paid'; readonly paid: PaidSend }
  /** Lets a user in, or takes them out. */
  | { readonly kind: 'membership'; readonly chat: string; readonly userId: string; readonly isMember: boolean };

export type ChatOutcome = SendOutcome | { readonly kind: 'changed' };

/** What a wish writes; undefined where it is about a member. */
export function sendOf(wish: ChatWish): Send | undefined {
  if (wish.kind === 'membership') return undefined;
  return wish.kind === 'paid' ? wish.paid.send : wish.send;
}
