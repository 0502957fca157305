import type { Clock } from '@sora/core';
import type { Transport } from '../ports/transport.ts';
import type { MobileMetadata, MobileType } from './mobile-units.ts';

export type Add = (type: MobileType, value: number, metadata?: MobileMetadata) => void;

/** The same transport, whose exchanges are measured: `LATENCY` of every answer, `ERROR` of 5xx and of none. `api` is the first word of the path. */
export function measuredTransport(transport: Transport, monotonic: Clock, add: Add): Transport {
  return async (request) => {
    const startMs = monotonic.nowMs();
    const answer = await transport(request);
    // Without the query and what names somebody's chat.
    const api = /^\/(?:v1\/)?([a-zA-Z_-]{1,40})/.exec(request.path)?.[1] ?? 'other';
    note(answer.kind === 'answered' ? answer.status : answer.reason, { api, tookMs: monotonic.nowMs() - startMs }, add);
    return answer;
  };
}

/**
 * The app's own `fetch`, or anything like it, measured in the same way and otherwise as it was: same answers, same errors.
 * @param api name of what is asked, a label: few distinct ones
 */
export function measuredFetch<A extends readonly unknown[], R extends { readonly status: number }>(fetch: (...args: A) => Promise<R>, { api, monotonic, add }: { readonly api: string; readonly monotonic: Clock; readonly add: Add }): (...args: A) => Promise<R> {
  return (...args) => {
    const startMs = monotonic.nowMs();
    const said = fetch(...args);
    const took = () => ({ api, tookMs: monotonic.nowMs() - startMs });
    // Beside what the caller gets, not before it; and whatever an untyped caller answers, no rejection of our own.
    said.then(({ status }) => { note(status, took(), add); }, () => { note('network', took(), add); }).catch(() => {});
    return said;
  };
}

function note(outcome: number | string, { api, tookMs }: { readonly api: string; readonly tookMs: number }, add: Add): void {
  if (typeof outcome === 'number') add('LATENCY', tookMs, { api });
  if (typeof outcome === 'string' || outcome >= 500) add('ERROR', 1, { kind: 'request', api, reason: typeof outcome === 'string' ? outcome : '5xx' });
}
