import { layerNames, type LayerName, type Severity } from '@sora/core';
import { chatsParameters, parseChatsRoute, type ChatsRoute } from './chats-route.ts';
import { moneyParameters, parseMoneyRoute, type MoneyRoute } from './money-route.ts';
import { parseRulesRoute, rulesParameters, type RulesRoute } from './rules-route.ts';

/** What is on screen; the address holds all of it, so that a link shows a colleague the same. */
export type Route =
  | { readonly view: 'overview' }
  | { readonly view: 'layer'; readonly layer: LayerName; readonly range: number; readonly service?: string; readonly region?: string }
  | { readonly view: 'events'; readonly severity?: Severity }
  | MoneyRoute
  | ChatsRoute
  | RulesRoute;

/** Choices of the time range, in minutes. */
export const ranges = [
  { minutes: 15, label: '15 min', words: 'the last 15 minutes' },
  { minutes: 60, label: '1 h', words: 'the last hour' },
  { minutes: 360, label: '6 h', words: 'the last 6 hours' },
  { minutes: 1_440, label: '24 h', words: 'the last 24 hours' },
  { minutes: 10_080, label: '7 d', words: 'the last 7 days' },
] as const;

export const defaultRange = 60;
export const severities = ['info', 'warning', 'critical'] as const satisfies readonly Severity[];

/** Reads an address; what it does not know falls back to the nearest thing that exists. */
export function parseRoute(search: string): Route {
  const params = new URLSearchParams(search);
  const layer = layerNames.find((name) => name === params.get('layer'));
  if (layer !== undefined) return layerRoute(layer, params);
  if (params.get('view') === 'money') return parseMoneyRoute(params);
  if (params.get('view') === 'chats') return parseChatsRoute(params);
  if (params.get('view') === 'rules') return parseRulesRoute(params);
  if (params.get('view') !== 'events') return { view: 'overview' };
  const severity = severities.find((name) => name === params.get('severity'));
  return severity === undefined ? { view: 'events' } : { view: 'events', severity };
}

export function formatRoute(route: Route): string {
  const params = new URLSearchParams(parametersOf(route));
  return params.size === 0 ? '/' : `/?${params}`;
}

/** What a reader would call another place: within one, the focus and the scroll stay where they are. */
export function placeOf(route: Route): string {
  if (route.view === 'layer') return route.layer;
  if (route.view === 'chats') return route.page === 'chat' ? `chats ${route.chat}` : `chats ${route.page}`;
  if (route.view !== 'money') return route.view;
  return route.page === 'account' ? `money ${route.account}` : `money ${route.page}`;
}

function layerRoute(layer: LayerName, params: URLSearchParams): Route {
  const range = ranges.find(({ minutes }) => String(minutes) === params.get('range'))?.minutes ?? defaultRange;
  const service = params.get('service') ?? '';
  const region = params.get('region') ?? '';
  return { view: 'layer', layer, range, ...(service === '' ? {} : { service }), ...(region === '' ? {} : { region }) };
}

function parametersOf(route: Route): Record<string, string> {
  if (route.view === 'overview') return {};
  if (route.view === 'events') return route.severity === undefined ? { view: 'events' } : { view: 'events', severity: route.severity };
  if (route.view === 'money') return moneyParameters(route);
  if (route.view === 'chats') return chatsParameters(route);
  if (route.view === 'rules') return rulesParameters(route);
  const { layer, range, service, region } = route;
  return { layer, range: String(range), ...(service === undefined ? {} : { service }), ...(region === undefined ? {} : { region }) };
}
