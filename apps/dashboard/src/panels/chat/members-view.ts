import type { ChatLog } from '../../api/chats.ts';
import { formatCount } from '../../ui/format.ts';
import { capital, plural } from '../../ui/words.ts';

export interface MembersView {
  /** How many there are, by role. */
  readonly note: string;
  readonly shown: readonly { readonly userId: string; readonly role: string }[];
  /** How many are not shown; undefined for none. */
  readonly more?: string;
}

export function membersView({ counts, isMore, shown }: ChatLog['members']): MembersView {
  const total = counts.owner + counts.moderator + counts.member;
  const roles = [plural(counts.owner, 'owner'), ...(counts.moderator === 0 ? [] : [plural(counts.moderator, 'moderator')]), ...(counts.member === 0 ? [] : [`${isMore ? 'at least ' : ''}${plural(counts.member, 'member')}`])];
  const hidden = total - shown.length;
  return {
    note: roles.join(', '),
    shown: shown.map(({ userId, role }) => ({ userId, role: capital(role) })),
    ...(hidden > 0 ? { more: `and ${isMore ? 'at least ' : ''}${formatCount(hidden)} more` } : {}),
  };
}
