import type { Answer } from './ask.ts';
import { joined } from './joined.ts';
import type { AccountPage, AccountsPage, FoundTransfers, MoneyUnit, VerificationPage } from './money.ts';
import { post } from './post.ts';

export const pageOfPostings = 50;

/** The longest owner that an account can have. */
const ownerLength = 128;
const ofAKind = 200;
const shownVerifications = 20;
const foundAtMost = 20;

export function getAccount(query: { readonly id: string; readonly before?: number }, signal?: AbortSignal): Promise<Answer<AccountPage>> {
  return post('/getAccount', { ...query, limit: pageOfPostings }, signal);
}

export function getLedgerVerification(signal: AbortSignal): Promise<Answer<VerificationPage>> {
  return post('/getLedgerVerification', { limit: shownVerifications }, signal);
}

/** Begins a walk through the ledger; its report lands in `getLedgerVerification`. */
export function verifyLedger(): Promise<Answer<unknown>> {
  return post('/admin_verifyLedger', {});
}

/** @param reason kept in the event; may be empty */
export function releaseAccount(id: string, reason: string): Promise<Answer<unknown>> {
  return post('/admin_releaseAccount', { id, ...(reason === '' ? {} : { reason }) });
}

/** The tenant's own accounts, and those of its providers. */
export async function getOwnAccounts(signal: AbortSignal): Promise<Answer<AccountsPage>> {
  const asked = ['house:', 'clearing:'].map((prefix) => accounts(prefix, ofAKind, signal));
  return joined(await Promise.all(asked), inOne);
}

export async function getUnits(signal: AbortSignal): Promise<Answer<readonly MoneyUnit[]>> {
  return joined([await accounts('', 1, signal)], ([{ units }]) => units);
}

export interface Found extends FoundTransfers, AccountsPage {}

/** Whatever a text may name: an idempotency key, a user, or the beginning of an account's id. */
export async function findMoney(text: string, signal: AbortSignal): Promise<Answer<Found>> {
  const asked = [post<FoundTransfers>('/findTransfers', { key: text, limit: foundAtMost }, signal), accountsNamed(text, signal)] as const;
  return joined(await Promise.all(asked), ([transfers, named]) => ({ ...transfers, ...named }));
}

async function accountsNamed(text: string, signal: AbortSignal): Promise<Answer<AccountsPage>> {
  const units = await getUnits(signal);
  if (units.kind === 'problem') return units;
  const prefixes = /^(user|house|clearing):/.test(text) ? [text] : units.value.map(({ unit }) => `user:${unit}:${text}`);
  const asked = text.length > ownerLength ? [] : prefixes.map((prefix) => accounts(prefix, foundAtMost, signal));
  return joined(await Promise.all(asked), (pages) => inOne([{ units: units.value, accounts: [] }, ...pages]));
}

function accounts(prefix: string, limit: number, signal: AbortSignal): Promise<Answer<AccountsPage>> {
  return post('/getAccounts', { prefix, limit }, signal);
}

function inOne(pages: readonly AccountsPage[]): AccountsPage {
  return { units: pages[0]?.units ?? [], accounts: pages.flatMap((page) => page.accounts) };
}
