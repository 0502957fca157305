import type { Clock } from '@sora/core';
import type { Transport, TransportAnswer } from '../ports/transport.ts';

/** More than any page of a chat; what is longer is not from our server. */
const longestBody = 8_000_000;

/** HTTP by the platform's `fetch`, which browsers, Node.js and React Native have alike. @param url address of the server, without a path */
export function fetchTransport(url: string, clock: Clock): Transport {
  const base = url.replace(/\/+$/, '');
  return async ({ method, path, headers, body, timeoutMs = 5_000, keepalive }) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => { giveUp.abort(); }, timeoutMs);
    try {
      const response = await fetch(base + path, {
        method,
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        signal: giveUp.signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(keepalive === true ? { keepalive } : {}),
      });
      // The time limit holds for the body too, which can be cut off as well as the head.
      return await read(response, clock);
    } catch {
      return { kind: 'unanswered', reason: giveUp.signal.aborted ? 'timeout' : 'network' };
    } finally {
      clearTimeout(timer);
    }
  };
}

async function read(response: Response, clock: Clock): Promise<TransportAnswer> {
  const text = await response.text();
  return { kind: 'answered', status: response.status, body: parse(text), retryAfterMs: retryAfterMs(response.headers.get('retry-after'), clock) };
}

function parse(text: string): unknown {
  if (text.length > longestBody) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110, 10.2.3), never before now and never more than a day. */
export function retryAfterMs(header: string | null, clock: Clock): number | undefined {
  if (header === null) return undefined;
  const delayMs = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - clock.nowMs();
  return Number.isNaN(delayMs) ? undefined : Math.min(Math.max(0, delayMs), 24 * 60 * 60_000);
}
