import type { ChatRole } from './chat.ts';

/** What becomes of somebody's place in a chat; undefined: they are not in it. */
export interface MemberChange {
  readonly from: ChatRole | undefined;
  readonly to: ChatRole | undefined;
}

/** An owner gives and takes every role; a moderator lets plain members in and out; a member changes nothing but their own leaving. */
export function mayChangeMember(by: ChatRole, { from = 'member', to = 'member' }: MemberChange): boolean {
  return by === 'owner' || (by === 'moderator' && from === 'member' && to === 'member');
}
