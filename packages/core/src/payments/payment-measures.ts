import type { Clock } from '../kernel/clock.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { Series } from '../metrics/series.ts';
import type { ProviderName } from './payment.ts';

/** How providers fare, as the PAYMENTS layer shows it. */
export interface PaymentMeasures {
  /** A call to a provider ended. */
  called(provider: ProviderName, call: { readonly tookMs: number; readonly good: boolean }): void;
  /** A webhook came for something that happened at this time. */
  delivered(provider: ProviderName, happenedAtMs: number): void;
}

/** @param place where this server is, and whose measurements its own are */
export function paymentMeasures(recorder: Recorder, clock: Clock, place: Pick<Series, 'tenant' | 'region'>): PaymentMeasures {
  const record = (type: string, service: string, value: number) => recorder.record({ ...place, layer: 'PAYMENTS', type, service, source: 'server', labels: {} }, value, clock.nowMs());
  return {
    called(provider, { tookMs, good }) {
      record('DELAY', provider, tookMs);
      record('SUCCESS', provider, good ? 1 : 0);
    },
    delivered: (provider, happenedAtMs) => record('WEBHOOK_LAG', provider, Math.max(0, clock.nowMs() - happenedAtMs)),
  };
}
