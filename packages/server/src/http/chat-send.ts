import { type Content, type ExpectedPrice, judgePrice, paymentOf, type Price, type Quote, type Send, type SendOutcome, SoraError, spendAccount } from '@sora/core';
import type { z } from 'zod';
import { actingUser, seenChat, unknownChat } from './chat-call.ts';
import { priceView, sentView } from './chat-views.ts';
import type { Call } from './endpoint.ts';
import { replayedHeader } from './idempotency-key.ts';
import { newSalt } from './new-salt.ts';
import type { sentSchema } from './schemas/chats.ts';
import type { Services } from './services.ts';

export type SendCall = Pick<Call<{ readonly chatId: string; readonly userId?: string | undefined; readonly install: string; readonly installSeq: number }>, 'input' | 'principal' | 'reply'>;
type Message = Send & { readonly kind: 'message' };

/** House account that collects the platform's part of prices. */
export const feeAccount = 'fees';

/** @throws {SoraError} `forbidden`, or `bad-request` for a backend that names nobody */
export function identityOf(call: SendCall) {
  const { chatId: chat, install, installSeq } = call.input;
  return { ...actingUser(call), chat, install, installSeq };
}

/** Salted here, where it comes in, so that its digest does not give a short text away once it is erased. */
export function contentOf(text: string): Content {
  return { text, salt: newSalt() };
}

/** Sends a message at the price that both sides mean: written and paid, or neither. @throws {SoraError} `price-changed` */
export async function sendPriced({ send, expected }: { readonly send: Message; readonly expected: ExpectedPrice }, call: SendCall, services: Services): Promise<SendOutcome> {
  const { chats, prices, settings } = services;
  const quote = await prices.find({ tenant: send.tenant, chat: send.chat, action: 'message' });
  // Nobody pays themself.
  const price = quote.creator === send.userId ? undefined : quote.price;
  const judgement = judgePrice(price, expected);
  if (judgement.kind === 'free') return chats.send(send);
  if (judgement.kind === 'agreed') return chats.sendPaid({ send, group: await paymentFor(send, { ...quote, price: judgement.price }, services) });
  const repeat = await chats.repeatOf(send);
  if (repeat !== undefined) return repeat;
  // What it costs is told only to who is in the chat.
  await seenChat(call, services);
  throw new SoraError('price-changed', { detail: judgement.detail, price: priceView(price, settings.SORA_MONEY_UNITS[0].unit) });
}

/** What became of it, as the sender is told. @throws {SoraError} the refusal, by its code */
export async function sentAnswer(outcome: SendOutcome, call: SendCall, services: Pick<Services, 'chats'>): Promise<z.infer<typeof sentSchema>> {
  const isReplayed = outcome.kind === 'replayed' || (outcome.kind === 'payment-refused' && outcome.replayed);
  if (isReplayed) void call.reply.header(replayedHeader, 'true');
  if (outcome.kind === 'payment-refused') throw new SoraError(outcome.code, { detail: outcome.detail });
  if (outcome.kind === 'refused') throw await refusal(outcome, call, services);
  return sentView(outcome.kind, outcome.entry);
}

/** The creator is paid, where there is one, else the house. Accounts that are paid are opened when first needed. */
async function paymentFor(send: Message, { creator, price }: Quote & { readonly price: Price }, { opened, sha256 }: Services) {
  const payee = creator === undefined ? ({ kind: 'house', owner: spendAccount } as const) : ({ kind: 'user', owner: creator } as const);
  const { unit } = price;
  await Promise.all([opened.id(send.tenant, { ...payee, unit }), ...(price.feeMinor === 0n ? [] : [opened.id(send.tenant, { kind: 'house', unit, owner: feeAccount })])]);
  return paymentOf({ send, price: { ...price, payee, feeAccount } }, sha256);
}

/** To a user, a chat that they are not in is one that does not exist; a room is there for everyone. */
async function refusal({ code, detail, retryAfterMs }: SendOutcome & { readonly kind: 'refused' }, call: SendCall, { chats }: Pick<Services, 'chats'>): Promise<SoraError> {
  const { input: { chatId }, principal } = call;
  if (code === 'not-a-member' && principal?.kind === 'user' && (await chats.chat(principal.tenant, chatId))?.kind !== 'room') return unknownChat(chatId);
  return new SoraError(code, { detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}
