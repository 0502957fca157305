import { fieldsFrom } from '../values/from-plain.ts';
import { map, nullValue, string, type Value } from '../values/value.ts';
import type { RulesAuth } from './request.ts';

/** The parts of `request` that both services have. */
export interface RequestParts {
  readonly auth: RulesAuth | null;
  readonly method: string;
  readonly path: Value;
  readonly resource: Value;
  readonly query?: Value;
  readonly nowNanos: bigint;
}

/** `request`. */
export function requestValue({ auth, method, path, resource, query, nowNanos }: RequestParts): Value {
  return map([
    ['auth', auth === null ? nullValue : map([['uid', string(auth.uid)], ['token', fieldsFrom(auth.token, nowNanos)]])],
    ['method', string(method)],
    ['path', path],
    ['resource', resource],
    ['time', { kind: 'timestamp', nanos: nowNanos }],
    ...(query === undefined ? [] : [['query', query] as const]),
  ]);
}
