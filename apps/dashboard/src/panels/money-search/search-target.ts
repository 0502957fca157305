import { parseAccountId } from '@sora/core';
import { moneyHome, type MoneyRoute } from '../../app/money-route.ts';

/** Where a search leads: a whole account id straight to its account, anything else to what was found under it. */
export function searchTarget(typed: string): MoneyRoute {
  const text = typed.trim();
  if (text === '') return moneyHome;
  return parseAccountId(text) === undefined ? { view: 'money', page: 'find', text } : { view: 'money', page: 'account', account: text };
}
