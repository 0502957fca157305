import { SoraError } from '@sora/core';
import { Stripe } from 'stripe';
import type { Settings } from '../../settings.ts';
import { needed } from './provider-errors.ts';

export type StripeSettings = Pick<Settings, 'SORA_STRIPE_SECRET_KEY' | 'SORA_STRIPE_WEBHOOK_SECRET' | 'SORA_STRIPE_API_URL'>;

/** Longest wait for an answer, in milliseconds. */
const timeout = 20_000;

/** @throws {SoraError} `not-set-up` */
export function stripeClient({ SORA_STRIPE_SECRET_KEY, SORA_STRIPE_API_URL }: StripeSettings): Stripe {
  const url = new URL(SORA_STRIPE_API_URL);
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  return new Stripe(needed(SORA_STRIPE_SECRET_KEY, 'SORA_STRIPE_SECRET_KEY'), {
    host: url.hostname, port: url.port === '' ? (protocol === 'http' ? 80 : 443) : url.port, protocol, timeout, maxNetworkRetries: 1, telemetry: false,
  });
}

/** Stripe's answer as ours. What it said of the request is told; what it said of our key is not. */
export function stripeError(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  switch (error.type) {
    case 'StripeIdempotencyError':
      return new SoraError('key-reused', { detail: 'Stripe knows this key with another amount or currency.', cause: error });
    case 'StripeCardError':
    case 'StripeInvalidRequestError':
      // 409: another request with this key is under way at Stripe.
      return error.statusCode === 409 ? unavailable(error) : new SoraError('provider-refused', { detail: `Stripe: ${error.message}`, cause: error });
    case 'StripeAuthenticationError':
    case 'StripePermissionError':
      return new SoraError('not-set-up', { detail: 'Stripe does not accept SORA_STRIPE_SECRET_KEY for this.' });
    default:
      return unavailable(error);
  }
}

function unavailable(cause: Error): SoraError {
  return new SoraError('provider-unavailable', { detail: 'Stripe does not answer as it should.', cause });
}
