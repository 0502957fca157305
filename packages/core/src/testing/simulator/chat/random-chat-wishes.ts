import type { Send } from '../../../messages/send.ts';
import { paymentOf } from '../../../messages/message-payment.ts';
import { logOf } from '../../memory/chat-tables.ts';
import { toySha256 } from '../../toy-sha256.ts';
import type { Chance } from '../chance.ts';
import { tenant } from '../tenant.ts';
import type { ChatWish } from './chat-wish.ts';
import { chatName, type ChatWorldSize, type ChatWorldTables, feeAccount, owner, unit, userName } from './chat-world.ts';

type Message = Send & { readonly kind: 'message' };

/** What people do in chats, on several installs each: messages, some paid for, edits, deletes, comings and goings, and what must be refused. */
export function randomChatWishes(chance: Chance, tables: ChatWorldTables, { chats, users }: ChatWorldSize): (intention: string, client: number) => ChatWish {
  const sent = new Map<number, number>();
  const anyChat = () => chatName(Math.floor(chance.next() ** 3 * chats));

  function message(intention: string, client: number): Message {
    const installSeq = (sent.get(client) ?? 0) + 1;
    sent.set(client, installSeq);
    const salt = '0'.repeat(32);
    return { kind: 'message', tenant, chat: anyChat(), userId: userName(client % users), install: `install-${client}`, installSeq, content: { text: intention, salt } };
  }

  /** About one of the latest messages, mostly of their own. */
  function changeOf(send: Message): Send {
    const { content, ...identity } = send;
    const recent = logOf(tables.chats, tenant, send.chat).slice(-40).filter(({ kind, userId }) => kind === 'message' && (userId === send.userId || chance.happens(0.02)));
    const target = recent.length === 0 || chance.happens(0.02) ? 1_000_000 : chance.oneOf(recent).seq;
    return chance.happens(0.6) ? { ...identity, kind: 'edit', target, content } : { ...identity, kind: 'delete', target };
  }

  function membership(): ChatWish {
    return { kind: 'membership', chat: anyChat(), userId: userName(chance.below(users)), isMember: chance.happens(0.85) };
  }

  function paid(send: Message): ChatWish {
    const price = { unit, amountMinor: BigInt(1 + chance.below(40)), feeMinor: chance.happens(0.5) ? 1n : 0n, payee: { kind: 'user', owner } as const, feeAccount };
    return { kind: 'paid', paid: { send, group: paymentOf({ send, price }, toySha256) } };
  }

  return (intention, client) => {
    const roll = chance.next();
    if (roll < 0.03) return membership();
    const send = message(intention, client);
    if (roll < 0.3) return { kind: 'send', send: changeOf(send) };
    return roll < 0.6 ? paid(send) : { kind: 'send', send };
  };
}
