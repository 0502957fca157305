// The payers, in a process of their own: each message of the parent is one round.
import autocannon, { type Request } from 'autocannon';
import { payers, userOf } from './http-traffic.ts';

export interface PaymentRound {
  readonly url: string;
  readonly serviceKey: string;
  /** Number of the first payment, so that no key comes twice. */
  readonly first: number;
  readonly durationSeconds: number;
}

export interface PaymentRoundResult {
  readonly perSecond: number;
  readonly booked: number;
  /** Broken connections, timeouts, and answers other than 2xx. */
  readonly errors: number;
}

const connections = 128;
const [creator = '', ...fans] = payers.map(userOf);

process.on('message', (round: PaymentRound) => {
  void pay(round).then((result) => process.send?.(result));
});

async function pay({ url, serviceKey, first, durationSeconds }: PaymentRound): Promise<PaymentRoundResult> {
  let next = first;
  let booked = 0;
  let answeredMs = 0;
  const request: Request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${serviceKey}` },
    setupRequest: (each) => {
      const number = next++;
      return { ...each, path: `/v1/wallets/${fans[number % fans.length]}/transfers`, headers: { ...each.headers, 'idempotency-key': `payment-${number}` }, body: JSON.stringify({ to: creator, amount: '1' }) };
    },
    onResponse: (status) => {
      if (status < 300) booked += 1;
      answeredMs = performance.now();
    },
  };
  const startedMs = performance.now();
  const { errors, timeouts, non2xx } = await autocannon({ url, connections, duration: durationSeconds, requests: [request] });
  return { perSecond: (booked * 1000) / (answeredMs - startedMs), booked, errors: errors + timeouts + non2xx };
}
