import type { Answer } from './ask.ts';
import { joined } from './joined.ts';
import type { AccountPage, AccountsPage, FoundUnderKey, MoneyUnit, VerificationPage } from './money.ts';
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

export interface Found extends FoundUnderKey, AccountsPage {}

/** Whatever a text may name: an idempotency key, a user, the beginning of an account's id, or who paid and the key, with a space between them. */
export async function findMoney(text: string, signal: AbortSignal): Promise<Answer<Found>> {
  const units = await getUnits(signal);
  if (units.kind === 'problem') return units;
  const [first = '', second] = text.split(/\s+/);
  const named = /^(user|house|clearing):/.test(first) ? [first] : units.value.map(({ unit }) => `user:${unit}:${first}`);
  const keys = second === undefined ? [{ key: first }] : named.map((payer) => ({ key: second, payer }));
  const prefixes = first.length > ownerLength ? [] : named;
  const [answers, pages] = await Promise.all([
    Promise.all(keys.map((key) => post<FoundUnderKey>('/findTransfers', { ...key, limit: foundAtMost }, signal))),
    Promise.all(prefixes.map((prefix) => accounts(prefix, foundAtMost, signal))),
  ]);
  return joined([joined(answers, answered), joined(pages, (found) => found.flatMap((page) => page.accounts))] as const, ([under, found]) => ({ units: units.value, ...under, accounts: found }));
}

function answered(answers: readonly FoundUnderKey[]): Pick<FoundUnderKey, 'transfers' | 'refusals'> {
  return { transfers: answers.flatMap(({ transfers }) => transfers), refusals: answers.flatMap(({ refusals }) => refusals) };
}

function accounts(prefix: string, limit: number, signal: AbortSignal): Promise<Answer<AccountsPage>> {
  return post('/getAccounts', { prefix, limit }, signal);
}

function inOne(pages: readonly AccountsPage[]): AccountsPage {
  return { units: pages[0]?.units ?? [], accounts: pages.flatMap((page) => page.accounts) };
}
