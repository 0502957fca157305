import type { ConflictType } from '@sora/core';
import { conflictNamed } from './conflict-scope.ts';

/** What is shown of money. */
export type MoneyRoute =
  | { readonly view: 'money'; readonly page: 'overview' }
  | { readonly view: 'money'; readonly page: 'account'; readonly account: string }
  | { readonly view: 'money'; readonly page: 'find'; readonly text: string }
  | { readonly view: 'money'; readonly page: 'conflicts'; readonly type?: ConflictType }
  | { readonly view: 'money'; readonly page: 'verification' };

export const moneyHome: MoneyRoute = { view: 'money', page: 'overview' };

export function parseMoneyRoute(params: URLSearchParams): MoneyRoute {
  const account = params.get('account') ?? '';
  if (account !== '') return { view: 'money', page: 'account', account };
  const text = params.get('find')?.trim() ?? '';
  if (text !== '') return { view: 'money', page: 'find', text };
  if (params.get('show') === 'verification') return { view: 'money', page: 'verification' };
  if (params.get('show') !== 'conflicts') return moneyHome;
  const type = conflictNamed('money', params.get('type'));
  return { view: 'money', page: 'conflicts', ...(type === undefined ? {} : { type }) };
}

export function moneyParameters(route: MoneyRoute): Record<string, string> {
  switch (route.page) {
    case 'overview': return { view: 'money' };
    case 'account': return { view: 'money', account: route.account };
    case 'find': return { view: 'money', find: route.text };
    case 'verification': return { view: 'money', show: 'verification' };
    case 'conflicts': return { view: 'money', show: 'conflicts', ...(route.type === undefined ? {} : { type: route.type }) };
  }
}
