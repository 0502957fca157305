import type { TransportAnswer, TransportRequest } from '../ports/transport.ts';

/** An entry of a chat, as the real server writes it. */
export interface ModelEntry {
  readonly chat: string;
  readonly seq: number;
  readonly kind: 'message' | 'edit' | 'delete';
  readonly userId: string;
  readonly id: string;
  readonly text: string | undefined;
  readonly target: number | undefined;
}

export interface ModelPayment {
  readonly userId: string;
  readonly id: string;
  readonly amount: string;
}

/** The server in a few lines: receipts are unique on who and number, and a repeat is answered with its first receipt. */
export interface ModelServer {
  readonly log: (chat: string) => readonly ModelEntry[];
  readonly payments: readonly ModelPayment[];
  readonly prices: Map<string, string>;
  /** Chats that refuse everything new, for good. */
  readonly closed: Set<string>;
  /** Tokens that are accepted, and whose they are. */
  readonly sessions: Map<string, string>;
  /** Users whose wallets are empty. */
  readonly poor: Set<string>;
  answer(request: TransportRequest): TransportAnswer;
}

type Body = Readonly<Record<string, unknown>>;

export function modelServer(): ModelServer {
  const chats = new Map<string, ModelEntry[]>();
  const receipts = new Map<string, { readonly fingerprint: string; readonly answer: TransportAnswer }>();
  const payments: ModelPayment[] = [];
  const spent = new Map<string, { readonly fingerprint: string; readonly answer: TransportAnswer }>();
  const [prices, closed, sessions, poor] = [new Map<string, string>(), new Set<string>(), new Map<string, string>(), new Set<string>()];
  const log = (chat: string) => chats.get(chat) ?? [];

  const pay = (userId: string, id: string, amount: string): TransportAnswer => {
    const known = spent.get(`${userId} ${id}`);
    if (known !== undefined) return known.fingerprint === amount ? known.answer : problem(422, 'key-reused');
    const answer = poor.has(userId) ? problem(402, 'insufficient-funds') : ok({ kind: 'posted', transfer: { key: id } });
    spent.set(`${userId} ${id}`, { fingerprint: amount, answer });
    if (!poor.has(userId)) payments.push({ userId, id, amount });
    return answer;
  };
  const write = (userId: string, { chat, kind, target }: { readonly chat: string; readonly kind: ModelEntry['kind']; readonly target: number | undefined }, body: Body): TransportAnswer => {
    const id = `${String(body['install'])}-${String(body['installSeq'])}`;
    const text = body['text'] as string | undefined;
    const identity = `${chat} ${userId} ${id}`;
    const fingerprint = JSON.stringify([kind, target, text]);
    const known = receipts.get(identity);
    if (known !== undefined) return known.fingerprint === fingerprint ? known.answer : problem(409, 'identity-reused');
    const price = kind === 'message' ? (prices.get(chat) ?? '0') : '0';
    const expected = (body['price'] as { readonly amount?: string } | undefined)?.amount ?? '0';
    if (price !== expected) return problem(409, 'price-changed', { price: { amount: price, unit: 'USD' } });
    if (closed.has(chat)) return problem(409, 'chat-closed');
    if (target !== undefined && !log(chat).some((entry) => entry.seq === target && entry.kind === 'message' && entry.userId === userId)) return problem(404, 'unknown-message');
    const paid = price === '0' ? undefined : pay(userId, id, price);
    if (paid?.kind === 'answered' && paid.status !== 200) return paid;
    const seq = log(chat).length + 1;
    chats.set(chat, [...log(chat), { chat, seq, kind, userId, id, text, target }]);
    const answer = ok({ kind: 'written', receipt: { chat, seq, atMs: 1, digest: 'd'.repeat(64) } });
    receipts.set(identity, { fingerprint, answer });
    return answer;
  };
  return {
    log, payments, prices, closed, sessions, poor,
    answer({ path, headers, body }) {
      const userId = sessions.get((headers?.['authorization'] ?? '').slice('Bearer '.length));
      if (userId === undefined) return problem(401, 'unauthenticated');
      const fields = JSON.parse(JSON.stringify(body)) as Body;
      const [, payer] = /^\/v1\/wallets\/([^/]+)\/transfers$/.exec(path) ?? [];
      if (payer !== undefined) return payer === userId ? pay(userId, headers?.['idempotency-key'] ?? '', String(fields['amount'])) : problem(403, 'forbidden');
      const [, chat = '', seq, kind = 'message'] = /^\/v1\/chats\/([^/]+)\/messages(?:\/(\d+)\/(edit|delete))?$/.exec(path) ?? [];
      return write(userId, { chat, kind: kind as ModelEntry['kind'], target: seq === undefined ? undefined : Number(seq) }, fields);
    },
  };
}

export function problem(status: number, code: string, more: object = {}): TransportAnswer {
  return { kind: 'answered', status, body: { code, detail: code, ...more }, retryAfterMs: undefined };
}

function ok(body: object): TransportAnswer {
  return { kind: 'answered', status: 200, body, retryAfterMs: undefined };
}
