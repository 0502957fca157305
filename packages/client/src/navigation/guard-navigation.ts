import type { Timers } from '@sora/core';
import { quietly } from '../crash/quietly.ts';
import type { ParamCheck } from './param-checks.ts';

type Checks = Readonly<Record<string, ParamCheck<unknown>>>;

export interface GuardedRoute<C extends Checks = Checks> {
  /** What a router calls it, such as `/chats/:chatId`. */
  readonly path: string;
  readonly params?: C;
  /** Parameters that may be missing. One that is there and wrong still refuses the target. */
  readonly optional?: readonly (keyof C & string)[];
  /** Whether the user may go there now, such as being a member. Refused when false, when it throws and when it takes too long. */
  readonly guard?: (params: Readonly<Record<string, unknown>>) => boolean | Promise<boolean>;
}

export type Routes = Readonly<Record<string, GuardedRoute>>;

type ReadBy<C> = C extends ParamCheck<infer T> ? T : never;
type OptionalOf<R> = R extends { readonly optional: readonly (infer N)[] } ? N : never;

/** The parameters of a route as its checks read them. */
export type ParamsOf<R> = R extends { readonly params: infer C extends Checks }
  ? { readonly [K in Exclude<keyof C, OptionalOf<R>>]: ReadBy<C[K]> } & { readonly [K in Extract<keyof C, OptionalOf<R>>]?: ReadBy<C[K]> }
  : Readonly<Record<string, never>>;

/** A place in the app whose parameters have been looked at. */
export type Target<R extends Routes> = { readonly [N in keyof R & string]: { readonly route: N; readonly params: ParamsOf<R[N]> } }[keyof R & string];

export type NavigationRefusal = 'unknown-route' | 'bad-params' | 'guard-refused' | 'guard-timeout';

export interface NavigationVerdict<R extends Routes> {
  /** Where to go: what was asked for, or the fallback. */
  readonly target: Target<R>;
  readonly refusal: NavigationRefusal | undefined;
}

export interface NavigationGuard<R extends Routes> {
  readonly routes: R;
  /** Looks at target and parameters only. */
  check(route: string, params: unknown): NavigationVerdict<R>;
  /** Asks the route's guard too. Never rejects. */
  enter(route: string, params: unknown): Promise<NavigationVerdict<R>>;
  /** As text, for the next start. */
  persist(target: Target<R>): string;
  /** Reads such a text of any version of the app: what has been removed since, or was never written by us, is the fallback. */
  restore(text: string | undefined): NavigationVerdict<R>;
}

export interface NavigationOptions<R extends Routes> {
  /** Where a refused target leads: a route without parameters, whose own guard is not asked. */
  readonly fallback: keyof R & string;
  readonly timers: Timers;
  /** Longest wait for a guard, in milliseconds. */
  readonly guardTimeoutMs?: number;
}

const defaultGuardTimeoutMs = 3_000;

/** Keeps a router from going where the app would break. Knows no router. */
export function guardNavigation<const R extends Routes>(routes: R, { fallback, timers, guardTimeoutMs = defaultGuardTimeoutMs }: NavigationOptions<R>): NavigationGuard<R> {
  const refuse = (refusal: NavigationRefusal): NavigationVerdict<R> => ({ target: { route: fallback, params: {} } as Target<R>, refusal });
  const check = (route: string, params: unknown): NavigationVerdict<R> => {
    const known = routeOf(routes, route);
    if (known === undefined) return refuse('unknown-route');
    const checked = checkParams(known, params);
    return checked === undefined ? refuse('bad-params') : { target: { route, params: checked } as Target<R>, refusal: undefined };
  };
  return {
    routes,
    check,
    async enter(route, params) {
      const verdict = check(route, params);
      const guard = verdict.refusal === undefined && route !== fallback ? routeOf(routes, route)?.guard : undefined;
      const refusal = guard === undefined ? undefined : await ask(() => guard(verdict.target.params), timers, guardTimeoutMs);
      return refusal === undefined ? verdict : refuse(refusal);
    },
    persist: ({ route, params }) => JSON.stringify({ route, params }),
    restore(text) {
      const stored = text === undefined ? undefined : quietly((): unknown => JSON.parse(text));
      const { route, params } = isRecord(stored) ? stored : {};
      return typeof route === 'string' ? check(route, params) : refuse('unknown-route');
    },
  };
}

function routeOf(routes: Routes, name: string): GuardedRoute | undefined {
  return Object.prototype.hasOwnProperty.call(routes, name) ? routes[name] : undefined;
}

/** Only what the route knows of, each as its check read it; undefined when one is wrong or missing. */
function checkParams({ params: checks = {}, optional = [] }: GuardedRoute, params: unknown): Readonly<Record<string, unknown>> | undefined {
  const given = isRecord(params) ? params : {};
  const checked: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(checks)) {
    const raw = Object.prototype.hasOwnProperty.call(given, name) ? given[name] : undefined;
    const value = raw === undefined ? undefined : quietly(() => check(raw));
    if (value === undefined && (raw !== undefined || !optional.includes(name))) return undefined;
    if (value !== undefined) checked[name] = value;
  }
  return checked;
}

function ask(guard: () => boolean | Promise<boolean>, timers: Timers, timeoutMs: number): Promise<NavigationRefusal | undefined> {
  return new Promise((resolve) => {
    const cancel = timers.after(timeoutMs, () => { resolve('guard-timeout'); });
    const answer = (isAllowed: boolean | undefined) => {
      cancel();
      resolve(isAllowed === true ? undefined : 'guard-refused');
    };
    Promise.resolve(quietly(guard)).then(answer, () => { answer(false); });
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
