import type { TransportRequest } from '../ports/transport.ts';
import type { OutboxItem } from './outbox-item.ts';

/**
 * The request that delivers an item; the same item makes the same request for ever. A change is of the message 0, which there never is, until its
 * message has a number: it is not sent before.
 * @param token of its user's session
 */
export function deliveryRequest({ id, install, installSeq, userId, wish }: OutboxItem, token: string): TransportRequest {
  const post = (path: string, body: object, more?: Readonly<Record<string, string>>): TransportRequest => ({ method: 'POST', path: `/v1/${path}`, body, headers: { authorization: `Bearer ${token}`, ...more } });
  if (wish.kind === 'transfer') {
    const { payee: to, price, memo } = wish;
    return post(`wallets/${encodeURIComponent(userId)}/transfers`, { to, ...price, memo }, { 'idempotency-key': id });
  }
  const { kind, chatId, text, price, target } = { text: undefined, price: undefined, target: undefined, ...wish };
  const change = target === undefined ? '' : `/${'seq' in target ? target.seq : 0}/${kind}`;
  return post(`chats/${encodeURIComponent(chatId)}/messages${change}`, { install, installSeq, text, price });
}
