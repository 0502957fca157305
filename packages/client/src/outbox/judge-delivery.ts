import type { TransportAnswer } from '../ports/transport.ts';
import { type Fields, fieldsOf, judgeAnswer } from '../session/answers.ts';
import type { DeliveryOutcome } from './delivery.ts';
import type { DeliveryReceipt, OutboxItem, Price } from './outbox-item.ts';

/** The app is too old for this server: an update mends it, and what is queued waits for that. */
const upgradeRequired = 426;

/** What an answer means for the item. Only a receipt for this very item removes it: what else says 200 is not our server. */
export function judgeDelivery(item: OutboxItem, answer: TransportAnswer): DeliveryOutcome {
  const verdict = judgeAnswer(answer);
  if (verdict.kind === 'unauthenticated') return verdict;
  if (verdict.kind === 'later') return { kind: 'later', cause: causeOf(answer), retryAfterMs: verdict.retryAfterMs };
  if (verdict.kind === 'ok') {
    const receipt = receiptOf(item, verdict.body);
    return receipt === undefined ? { kind: 'later', cause: 'no-answer', retryAfterMs: undefined } : { kind: 'delivered', receipt };
  }
  const { code, detail, status, body } = verdict;
  const price = code === 'price-changed' ? priceOf(body['price']) : undefined;
  if (price !== undefined) return { kind: 'price-changed', price };
  return status === upgradeRequired ? { kind: 'later', cause: 'server', retryAfterMs: undefined } : { kind: 'refused', code, detail };
}

/** A proxy's word is not our server's, but for the time that it asks for. */
function causeOf(answer: TransportAnswer): (DeliveryOutcome & { readonly kind: 'later' })['cause'] {
  const { code } = fieldsOf('body' in answer && answer.body) ?? {};
  return code === 'slow-mode' ? 'pace' : typeof code === 'string' ? 'server' : 'no-answer';
}

function receiptOf({ id, wish }: OutboxItem, body: Fields): DeliveryReceipt | undefined {
  if (wish.kind === 'transfer') return fieldsOf(body['transfer'])?.['key'] === id ? { transferKey: id } : undefined;
  const { chat, seq, atMs, digest } = fieldsOf(body['receipt']) ?? {};
  if (chat !== wish.chatId || typeof seq !== 'number' || typeof atMs !== 'number' || typeof digest !== 'string') return undefined;
  return { entry: { chatId: chat, seq, atMs, digest } };
}

function priceOf(value: unknown): Price | undefined {
  const { amount, unit } = fieldsOf(value) ?? {};
  return typeof amount === 'string' ? { amount, ...(typeof unit === 'string' && { unit }) } : undefined;
}
