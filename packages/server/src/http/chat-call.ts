import { type Chat, type ChatRole, type Member, type MemberChange, mayActFor, mayChangeMember, SoraError } from '@sora/core';
import { badRequest } from './bad-request.ts';
import type { Call } from './endpoint.ts';
import { type Services, tenantOf } from './services.ts';

type Chats = Pick<Services, 'chats'>;
type AnyCall = Pick<Call<{ readonly userId?: string | undefined }>, 'input' | 'principal'>;
type ChatCall = Pick<Call<{ readonly userId?: string | undefined; readonly chatId: string }>, 'input' | 'principal'>;

/** Who acts: a user, or a backend in its own right, which may do everything in its tenant. */
export interface Caller {
  readonly tenant: string;
  readonly userId: string | undefined;
}

export interface ActingUser extends Caller {
  readonly userId: string;
}

/** A chat as who asks may see it; a backend in its own right is no member. */
export interface SeenChat extends Caller {
  readonly chat: Chat;
  readonly member: Member | undefined;
}

/** @throws {SoraError} `forbidden` for a session that names somebody else */
export function callerOf({ input: { userId }, principal }: AnyCall): Caller {
  if (userId !== undefined && !mayActFor(principal, userId)) throw new SoraError('forbidden', { detail: 'This is the session of another user.' });
  return { tenant: tenantOf(principal), userId: userId ?? (principal?.kind === 'user' ? principal.userId : undefined) };
}

/** @throws {SoraError} `forbidden` as above; `bad-request` for a backend that names nobody */
export function actingUser(call: AnyCall): ActingUser {
  const { tenant, userId } = callerOf(call);
  if (userId === undefined) throw badRequest([{ path: 'userId', message: 'A backend says for which user it acts.' }]);
  return { tenant, userId };
}

/** @throws {SoraError} `unknown-chat`, also where there is one that is none of theirs: ids cannot be probed */
export async function seenChat(call: ChatCall, { chats }: Chats): Promise<SeenChat> {
  const { tenant, userId } = callerOf(call);
  const { chatId } = call.input;
  const [chat, member] = await Promise.all([chats.chat(tenant, chatId), userId === undefined ? undefined : chats.member(tenant, chatId, userId)]);
  if (chat === undefined || (userId !== undefined && member === undefined)) throw unknownChat(chatId);
  return { tenant, userId, chat, member };
}

/** @throws {SoraError} `unknown-chat`; `not-allowed` for a member with another role */
export async function chatRunBy(roles: readonly ChatRole[], call: ChatCall, services: Chats): Promise<SeenChat> {
  const seen = await seenChat(call, services);
  if (seen.member !== undefined && !roles.includes(seen.member.role)) throw new SoraError('not-allowed', { detail: `This takes the role ${roles.join(' or ')}.` });
  return seen;
}

/** The chat in which somebody is admitted or removed by who may do that. @throws {SoraError} `unknown-chat` or `not-allowed` */
export async function chatForChange(call: ChatCall, { userId, to }: { readonly userId: string; readonly to: MemberChange['to'] }, services: Chats): Promise<SeenChat> {
  const seen = await seenChat(call, services);
  if (seen.member === undefined) return seen;
  const present = await services.chats.member(seen.tenant, seen.chat.id, userId);
  if (!mayChangeMember(seen.member.role, { from: present?.role, to })) throw new SoraError('not-allowed', { detail: `A ${seen.member.role} may not do that to this user.` });
  return seen;
}

export function unknownChat(chatId: string): SoraError {
  return new SoraError('unknown-chat', { detail: `There is no chat "${chatId}".` });
}
