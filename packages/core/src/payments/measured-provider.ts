import type { Clock } from '../kernel/clock.ts';
import { isProblem } from '../kernel/sora-error.ts';
import type { PaymentMeasures } from './payment-measures.ts';
import type { PaymentProvider } from './payment-provider.ts';
import type { ProviderName } from './payment.ts';

interface Stopwatch {
  readonly clock: Clock;
  readonly measures: PaymentMeasures;
}

/** The provider, with each of its calls counted. What it refuses for a reason of the payer's is no failure of its own. */
export function measured<Provider extends PaymentProvider>(provider: Provider, watch: Stopwatch): Provider {
  return { ...provider, call: (call, attempt) => timed(provider.name, watch, () => provider.call(call, attempt)) };
}

export async function timed<T>(name: ProviderName, { clock, measures }: Stopwatch, ask: () => Promise<T>): Promise<T> {
  const startedAtMs = clock.nowMs();
  const report = (good: boolean) => measures.called(name, { tookMs: clock.nowMs() - startedAtMs, good });
  try {
    const answer = await ask();
    report(true);
    return answer;
  } catch (error) {
    report(!isProblem(error, 'provider-unavailable'));
    throw error;
  }
}
