import type { SendAnswer, Sending } from './send-history.ts';

/** An entry as a device gets it: everything that its digest covers. */
export interface WireEntry {
  readonly seq: number;
  readonly kind: 'message' | 'edit' | 'delete';
  readonly target?: number;
  readonly version: number;
  readonly userId: string;
  readonly install: string;
  readonly installSeq: number;
  readonly text?: string;
  readonly salt?: string;
  readonly contentDigest?: string;
  readonly paymentKey?: string;
  readonly digest: string;
  readonly atMs: number;
}

export interface Page {
  readonly tenant: string;
  readonly lastSeq: number;
  readonly entries: readonly WireEntry[];
  readonly nextFrom?: number;
}

export interface Mark {
  readonly seq: number;
  readonly digest: string;
}

export interface Posting {
  readonly kind: string;
  readonly key: string;
  readonly change: string;
}

/** A small virtual user of chats over HTTP. The client of devices takes its place in that client's own campaign. */
export interface ChatApi {
  createChat(chat: { readonly id: string; readonly kind: 'group' | 'room'; readonly owner: string }): Promise<void>;
  admit(chat: string, memberId: string): Promise<void>;
  setPrice(chat: string, amount: bigint, fee: bigint): Promise<void>;
  /** One attempt. Undefined: nothing definite is known, the same may be sent again. */
  send(sending: Sending): Promise<SendAnswer | undefined>;
  entries(query: { readonly chat: string; readonly from: number; readonly to?: number; readonly limit?: number }): Promise<Page>;
  /** At the end of the log, or at this number. */
  digest(chat: string, atSeq?: number): Promise<Mark>;
  /** Newest first. */
  postings(userId: string, limit: number): Promise<readonly Posting[]>;
  /** A token of a session of this user. @param identityToken from an identity provider that the server trusts */
  session(identityToken: string): Promise<string>;
  /** Bytes of all answers that this client read. */
  readonly bytesRead: number;
}

const timeoutMs = 15_000;

/** @param token of a service key, which acts for whomever it names */
export function chatApi(url: string, token: string): ChatApi {
  const state = { bytesRead: 0 };
  const ask = async (path: string, body?: object) => {
    const method = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'identity', 'content-type': 'application/json' }, signal: AbortSignal.timeout(timeoutMs), ...method });
    const bytes = Buffer.from(await response.arrayBuffer());
    state.bytesRead += bytes.length;
    return { status: response.status, body: JSON.parse(bytes.toString()) as unknown };
  };
  const expect = async (path: string, body?: object) => expectOk(path, await ask(path, body));
  return {
    async createChat({ owner, ...chat }) { await expect('/v1/chats', { ...chat, userId: owner }); },
    async admit(chat, memberId) { await expect(`/v1/chats/${chat}/members`, { memberId }); },
    async setPrice(chatId, amount, fee) { await expect('/v1/prices', { chatId, price: { amount: `${amount}`, fee: `${fee}` } }); },
    async send(sending) {
      // An answer can be cut off in its head or in its body.
      const answer = await ask(sendPath(sending), sendBody(sending)).catch(() => undefined);
      return answer && answerOf(answer.status, answer.body);
    },
    entries: async ({ chat, from, to, limit = 500 }) => (await expect(`/v1/chats/${chat}/messages?from=${from}${to === undefined ? '' : `&to=${to}`}&limit=${limit}`)) as Page,
    digest: async (chat, atSeq) => (await expect(`/v1/chats/${chat}/digest${atSeq === undefined ? '' : `?at=${atSeq}`}`)) as Mark,
    postings: async (userId, limit) => ((await expect(`/v1/wallets/${userId}/history?limit=${limit}`)) as { readonly postings: readonly Posting[] }).postings,
    session: async (identityToken) => ((await expect('/v1/sessions', { identityToken })) as { readonly token: string }).token,
    get bytesRead() { return state.bytesRead; },
  };
}

function sendPath({ chat, kind, target }: Sending): string {
  return `/v1/chats/${chat}/messages${kind === 'message' ? '' : `/${target}/${kind}`}`;
}

function sendBody({ userId, install, installSeq, kind, text, price }: Sending): object {
  return { userId, install, installSeq, ...(kind === 'delete' ? {} : { text }), ...(price === undefined ? {} : { price: { amount: `${price}` } }) };
}

function answerOf(status: number, body: unknown): SendAnswer | undefined {
  if (status === 200) {
    const { kind, receipt } = body as { readonly kind: string; readonly receipt: { readonly seq: number; readonly digest: string } };
    return { kind: 'written', seq: receipt.seq, digest: receipt.digest, replayed: kind === 'replayed' };
  }
  const { code, retryable } = body as { readonly code: string; readonly retryable: boolean };
  return retryable ? undefined : { kind: 'refused', code };
}

function expectOk(path: string, { status, body }: { readonly status: number; readonly body: unknown }): unknown {
  if (status >= 300) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
