import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { generatePath, Navigate, useNavigate, useParams, useSearchParams } from 'react-router';
import { quietly } from '../crash/quietly.ts';
import type { NavigationGuard, NavigationVerdict, ParamsOf, Routes, Target } from '../navigation/guard-navigation.ts';
import { useStability } from './stability-context.ts';

export interface GuardedRouteProps<R extends Routes, N extends keyof R & string> {
  readonly guard: NavigationGuard<R>;
  readonly route: N;
  /** While a guard thinks. */
  readonly pending?: ReactNode;
  readonly children: (params: ParamsOf<R[N]>) => ReactNode;
}

/** The element of a route: shows its screen with checked parameters, or leads to the fallback. Where the user is, is kept for the next start. */
export function GuardedRoute<R extends Routes, N extends keyof R & string>({ guard, route, pending = null, children }: GuardedRouteProps<R, N>) {
  const [search] = useSearchParams();
  const given = JSON.stringify({ ...Object.fromEntries(search), ...useParams() });
  const verdict = useVerdict(guard, route, given);
  const { crash } = useStability();
  const place = verdict?.refusal === undefined && verdict !== undefined ? guard.persist(verdict.target) : undefined;
  useEffect(() => { if (place !== undefined) crash?.keepPlace(place); }, [crash, place]);
  if (verdict === undefined) return pending;
  if (verdict.target.route !== route) return <Navigate to={addressOf(guard, verdict.target)} replace />;
  return children(verdict.target.params);
}

/** Undefined while it is being asked. @param given parameters as JSON: the same text is the same question */
function useVerdict<R extends Routes>(guard: NavigationGuard<R>, route: string, given: string): NavigationVerdict<R> | undefined {
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly verdict: NavigationVerdict<R> }>();
  const asked = `${route} ${given}`;
  const isGuarded = guard.routes[route]?.guard !== undefined;
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      const verdict = await guard.enter(route, JSON.parse(given));
      if (isCurrent) setAnswer({ asked, verdict });
    };
    if (isGuarded) void ask();
    return () => { isCurrent = false; };
  }, [guard, route, given, asked, isGuarded]);
  if (!isGuarded) return guard.check(route, JSON.parse(given));
  return answer?.asked === asked ? answer.verdict : undefined;
}

/** Goes to a target once it is checked, to the fallback otherwise. */
export function useGuardedNavigate<R extends Routes>(guard: NavigationGuard<R>): (route: string, params?: Readonly<Record<string, unknown>>) => void {
  const navigate = useNavigate();
  return useCallback((route, params = {}) => { void navigate(addressOf(guard, guard.check(route, params).target)); }, [guard, navigate]);
}

/**
 * Brings the user back to where they were, once, after the app has drawn itself: the stored place when everything is restored, the fallback when
 * a recovery leaves it out. A normal start keeps the page's address, unless `always`, for an installed app that has none.
 */
export function useRestoredPlace<R extends Routes>(guard: NavigationGuard<R>, { always = false }: { readonly always?: boolean } = {}): void {
  const { crash } = useStability();
  const navigate = useNavigate();
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || crash === undefined) return;
    isDone.current = true;
    const outcome = crash.perform();
    if (outcome.kind === 'reloading' || outcome.plan.step === 'normal' && !always) return;
    void navigate(addressOf(guard, guard.restore(outcome.navigation).target), { replace: true });
  }, [guard, crash, navigate, always]);
}

/** Parameters that the path does not name go into the query. */
function addressOf<R extends Routes>(guard: NavigationGuard<R>, { route, params }: Target<R>): string {
  const path = guard.routes[route]?.path ?? '/';
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  const inPath = (name: string) => new RegExp(`:${name}\\??(/|$)`).test(path);
  const query = new URLSearchParams(Object.entries(texts).filter(([name]) => !inPath(name))).toString();
  const address = quietly(() => generatePath(path, texts)) ?? '/';
  return query === '' ? address : `${address}?${query}`;
}
