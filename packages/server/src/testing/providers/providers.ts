import { startStripeStandIn, stripeFixtureSecret, type StripeStandIn } from './stripe-stand-in.ts';
import { startWiseStandIn, wiseFixturePublicKey, type WiseStandIn } from './wise-stand-in.ts';

export type { SignedWebhook } from './stripe-stand-in.ts';

export interface Providers {
  readonly stripe: StripeStandIn;
  readonly wise: WiseStandIn;
}

export async function startProviders(): Promise<Providers> {
  return { stripe: await startStripeStandIn(), wise: await startWiseStandIn() };
}

/** Settings under which a server takes the stand-ins for the providers. */
export function settingsOf({ stripe, wise }: Providers): Readonly<Record<string, string>> {
  return {
    SORA_STRIPE_SECRET_KEY: 'sk_fixture_of_the_tests', SORA_STRIPE_WEBHOOK_SECRET: stripeFixtureSecret, SORA_STRIPE_API_URL: stripe.url,
    SORA_WISE_TOKEN: 'wise-token-of-the-tests', SORA_WISE_PROFILE_ID: '222', SORA_WISE_PUBLIC_KEY: wiseFixturePublicKey, SORA_WISE_API_URL: wise.url,
  };
}
