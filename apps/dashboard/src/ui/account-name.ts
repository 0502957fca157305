import { type AccountKind, parseAccountId } from '@sora/core';
import { formatRoute } from '../app/route.ts';

/** An account as a person says it, and where it is shown. */
export interface AccountLink {
  readonly id: string;
  /** Without kind and unit, which stand elsewhere: `alice`. */
  readonly name: string;
  /** `wallet of alice`, `house account fees` */
  readonly words: string;
  readonly href: string;
}

const kindWords: Readonly<Record<AccountKind, string>> = { user: 'wallet of', house: 'house account', clearing: 'clearing account' };

export function accountLink(id: string): AccountLink {
  const known = parseAccountId(id);
  const href = formatRoute({ view: 'money', page: 'account', account: id });
  if (known === undefined) return { id, name: id, words: id, href };
  return { id, name: known.owner, words: `${kindWords[known.kind]} ${known.owner}`, href };
}

/** Undefined for a subject that is no account. */
export function unitOfAccount(id: string): string | undefined {
  return parseAccountId(id)?.unit;
}

/** @param payer where it is known: then the key is found at once, however many accounts there are */
export function keyHref(key: string, payer?: string): string {
  return formatRoute({ view: 'money', page: 'find', text: payer === undefined ? key : `${payer} ${key}` });
}
