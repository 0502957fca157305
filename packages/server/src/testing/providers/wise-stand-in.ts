import { generateKeyPairSync, sign } from 'node:crypto';
import { type AskedOf, type StandIn, type StandInAnswer, startStandIn } from './stand-in.ts';
import type { SignedWebhook } from './stripe-stand-in.ts';

/** A key pair of the tests, new in each process, in the place of Wise's. */
const wiseFixtureKey = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
export const wiseFixturePublicKey = wiseFixtureKey.publicKey;

interface TransferObject {
  readonly id: number;
  status: string;
  readonly customerTransactionId: string;
  readonly sourceValue: number;
}

/** Answers in the shapes of Wise's public API reference (quote, transfer, payment, balance, statement), cut to what is read. */
export interface WiseStandIn extends StandIn {
  readonly transfers: readonly TransferObject[];
  /** What the balance statement lists. */
  readonly statement: Record<string, unknown>[];
  /** Funding is refused from now on. */
  rejectFunding(): void;
  /** No quote is given to the recipient from now on. */
  closeRecipient(): void;
}

export async function startWiseStandIn(): Promise<WiseStandIn> {
  const [transfers, statement, quotes]: [TransferObject[], Record<string, unknown>[], Map<string, number>] = [[], [], new Map()];
  let [rejects, isClosed] = [false, false];
  const routes: readonly (readonly [RegExp, (asked: AskedOf, match: readonly string[]) => StandInAnswer])[] = [
    [/^POST \/v3\/profiles\/\d+\/quotes$/, ({ body }) => {
      if (isClosed) return { status: 422, json: { errors: [{ code: 'recipient.inactive', message: 'This recipient is not active.' }] } };
      const id = `quote-${quotes.size}`;
      quotes.set(id, (JSON.parse(body) as { sourceAmount: number }).sourceAmount);
      return { json: { id } };
    }],
    [/^POST \/v1\/transfers$/, ({ body }) => {
      const { customerTransactionId, quoteUuid } = JSON.parse(body) as { customerTransactionId: string; quoteUuid: string };
      const known = transfers.find((each) => each.customerTransactionId === customerTransactionId);
      const transfer = known ?? { id: 50_000 + transfers.length, status: 'incoming_payment_waiting', customerTransactionId, sourceValue: quotes.get(quoteUuid) ?? 0 };
      if (known === undefined) transfers.push(transfer);
      return { json: transfer };
    }],
    [/^GET \/v1\/transfers$/, ({ query }) => ({ json: transfers.slice(Number(query.get('offset')), Number(query.get('offset')) + Number(query.get('limit'))) })],
    [/^GET \/v1\/transfers\/(\d+)$/, (_asked, [, id]) => ({ json: transfers.find((each) => String(each.id) === id) })],
    [/^POST \/v3\/profiles\/\d+\/transfers\/(\d+)\/payments$/, (_asked, [, id]) => {
      if (rejects) return { json: { type: 'BALANCE', status: 'REJECTED', errorCode: 'balance.payment-option-unavailable' } };
      const transfer = transfers.find((each) => String(each.id) === id);
      if (transfer?.status !== 'incoming_payment_waiting') return { json: { type: 'BALANCE', status: 'REJECTED', errorCode: 'transfer.not-payable' } };
      transfer.status = 'processing';
      return { status: 201, json: { type: 'BALANCE', status: 'COMPLETED', errorCode: null } };
    }],
    [/^PUT \/v1\/transfers\/(\d+)\/cancel$/, (_asked, [, id]) => {
      const transfer = transfers.find((each) => String(each.id) === id);
      if (transfer !== undefined) transfer.status = 'cancelled';
      return { json: transfer };
    }],
    [/^GET \/v4\/profiles\/\d+\/balances$/, () => ({ json: [{ id: 9, currency: 'USD', type: 'STANDARD' }] })],
    [/^GET \/v1\/profiles\/\d+\/balance-statements\/9\/statement\.json$/, () => ({ json: { transactions: statement } })],
  ];
  const standIn = await startStandIn((asked) => {
    for (const [pattern, answer] of routes) {
      const match = pattern.exec(`${asked.method} ${asked.path}`);
      if (match !== null) return answer(asked, match);
    }
    return { status: 404, json: { message: 'There is no such address.' } };
  });
  return { ...standIn, transfers, statement, rejectFunding: () => { rejects = true; }, closeRecipient: () => { isClosed = true; } };
}

/** A change of a transfer's state as Wise sends it, signed as Wise documents it: RSA-SHA256 over the body, in base64. */
export function wiseWebhookOf(transferId: number, state: string, occurredAt = new Date().toISOString()): SignedWebhook {
  const data = { resource: { type: 'transfer', id: transferId, profile_id: 222, account_id: 333 }, current_state: state, previous_state: null, occurred_at: occurredAt };
  const payload = JSON.stringify({ data, subscription_id: '01234567-89ab-cdef-0123-456789abcdef', event_type: 'transfers#state-change', schema_version: '4.0.0', sent_at: occurredAt });
  const signature = sign('RSA-SHA256', Buffer.from(payload), wiseFixtureKey.privateKey).toString('base64');
  return { payload, headers: { 'content-type': 'application/json', 'x-signature-sha256': signature, 'x-delivery-id': 'a1b2c3d4-e5f6-7890-abcd-ef1234567890' } };
}
