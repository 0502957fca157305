import type { TransportRequest } from '../ports/transport.ts';
import type { OutboxItem } from './outbox-item.ts';

const timeoutMs = 5_000;

/**
 * The request that delivers an item; the same item makes the same request for ever. Undefined for a change of a message that has no number yet.
 * @param token of its user's session
 */
export function deliveryRequest({ id, install, installSeq, userId, wish }: OutboxItem, token: string): TransportRequest | undefined {
  const request = (path: string, fields: object, more: Readonly<Record<string, string>> = {}): TransportRequest => ({
    method: 'POST', path, timeoutMs, body: fields, headers: { authorization: `Bearer ${token}`, ...more },
  });
  if (wish.kind === 'transfer') {
    const { payee: to, price, memo } = wish;
    return request(`/v1/wallets/${encodeURIComponent(userId)}/transfers`, { to, ...price, memo }, { 'idempotency-key': id });
  }
  const messages = `/v1/chats/${encodeURIComponent(wish.chatId)}/messages`;
  if (wish.kind === 'message') return request(messages, { install, installSeq, text: wish.text, price: wish.price });
  if (!('seq' in wish.target)) return undefined;
  return request(`${messages}/${wish.target.seq}/${wish.kind}`, { install, installSeq, text: wish.kind === 'edit' ? wish.text : undefined });
}
