import { createHash, createPublicKey, verify } from 'node:crypto';
import { type Delivery, type PaymentFact, type ProviderEvent, SoraError } from '@sora/core';
import { z } from 'zod';
import { needed } from './provider-errors.ts';
import type { WiseSettings } from './wise-client.ts';

/** @see Wise Platform documentation, "Transfer state change" and "Essential webhooks" */
const stateChange = z.object({
  event_type: z.string().max(100),
  data: z.object({
    resource: z.object({ type: z.literal('transfer'), id: z.union([z.number().int(), z.string().regex(/^\d{1,18}$/)]) }),
    current_state: z.string().max(100),
    occurred_at: z.iso.datetime({ offset: true }),
  }),
});

const other = z.object({ event_type: z.string().max(100).default('unknown') });

/** What happened to a transfer: Wise does not say how much, so the amount comes from the payout that we know. */
export type WiseState = 'left' | 'returned' | undefined;

/**
 * `bounced_back` says that money is on its way back, `funds_refunded` that it is here.
 * @see Wise Platform documentation, "Transfer statuses"
 */
export function wiseState(state: string): WiseState {
  if (state === 'outgoing_payment_sent') return 'left';
  return state === 'cancelled' || state === 'funds_refunded' ? 'returned' : undefined;
}

/**
 * Checks RSA-SHA256 over the very bytes with Wise's public key.
 * @throws {SoraError} `signature-refused`, `not-set-up`
 */
export function readWiseWebhook({ SORA_WISE_PUBLIC_KEY }: WiseSettings, { body, headers }: Delivery): ProviderEvent {
  const signature = headers['x-signature-sha256'];
  const key = createPublicKey(needed(SORA_WISE_PUBLIC_KEY, 'SORA_WISE_PUBLIC_KEY').replaceAll(String.raw`\n`, '\n'));
  if (typeof signature !== 'string' || !verify('RSA-SHA256', body, key, Buffer.from(signature, 'base64'))) {
    throw new SoraError('signature-refused', { detail: 'The X-Signature-SHA256 header does not fit this body.' });
  }
  return eventOf(bodyOf(body));
}

function bodyOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (cause) {
    throw new SoraError('malformed-body', { detail: 'The webhook is signed by Wise, and no JSON.', cause });
  }
}

/** Wise numbers deliveries, not events: what happened to which transfer when is what makes two of them the same. */
function eventOf(body: unknown): ProviderEvent {
  const parsed = stateChange.safeParse(body);
  const { event_type: type } = other.parse(body);
  const common = { provider: 'wise', type, source: 'webhook' } as const;
  if (!parsed.success || type !== 'transfers#state-change') return { ...common, id: `other:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`, subject: undefined, facts: [], atMs: Date.now() };
  const { resource, current_state: state, occurred_at: occurredAt } = parsed.data.data;
  const kind = wiseState(state);
  const facts: readonly PaymentFact[] = kind === undefined ? [] : [{ kind, held: true }];
  return { ...common, id: `${resource.id}:${state}:${occurredAt}`, subject: String(resource.id), facts, atMs: Date.parse(occurredAt) };
}
