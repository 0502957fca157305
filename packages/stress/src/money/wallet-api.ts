import type { PaymentAnswer } from './payment-history.ts';

/** A backend with a service key, at one of the servers. */
export interface WalletApi {
  readonly openWallet: (userId: string) => Promise<void>;
  readonly credit: (userId: string, amountMinor: bigint, key: string) => Promise<void>;
  /** One attempt. Undefined: nothing definite is known, the same may be sent again. */
  readonly pay: (payment: { readonly payer: string; readonly payee: string; readonly key: string; readonly amountMinor: bigint }) => Promise<PaymentAnswer | undefined>;
}

interface TransferAnswer {
  readonly kind: string;
  readonly transfer: { readonly posting: number };
}

const timeoutMs = 15_000;

export function walletApi(url: string, serviceKey: string): WalletApi {
  const post = async (path: string, key: string | undefined, body: object) =>
    fetch(new URL(path, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
  const wallet = (userId: string) => `/v1/wallets/${encodeURIComponent(userId)}`;
  return {
    openWallet: async (userId) => expectOk(await post('/v1/wallets', undefined, { userId })),
    credit: async (userId, amountMinor, key) => expectOk(await post(`${wallet(userId)}/credits`, key, { amount: String(amountMinor), from: 'grants' })),
    async pay({ payer, payee, key, amountMinor }) {
      const response = await post(`${wallet(payer)}/transfers`, key, { to: payee, amount: String(amountMinor) }).catch(() => undefined);
      // The body can be cut off as well as the head.
      const body: unknown = await response?.json().catch(() => undefined);
      return response === undefined || body === undefined ? undefined : answerOf(response.status, body);
    },
  };
}

function answerOf(status: number, body: unknown): PaymentAnswer | undefined {
  if (status === 200) {
    const { kind, transfer } = body as TransferAnswer;
    return { kind: 'booked', posting: transfer.posting, replayed: kind === 'replayed' };
  }
  const { code, retryable } = body as { readonly code: string; readonly retryable: boolean };
  return retryable ? undefined : { kind: 'refused', code };
}

async function expectOk(response: Response): Promise<void> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
}
