import type { ServerFrame } from '@sora/core';
import { fieldsOf } from '../session/answers.ts';

/** What the server says, entries included. */
export type LiveFrame = ServerFrame | { readonly type: 'entries'; readonly chat: string; readonly entries: readonly unknown[] };

/** Fields that a frame of each type is of no use without. Types that are not here come from a newer server, and are left alone. */
const needed: Readonly<Record<string, Readonly<Record<string, 'string' | 'number' | 'object'>>>> = {
  welcome: { heartbeatMs: 'number' },
  upgrade: {},
  subscribed: { chat: 'string', from: 'number', lastSeq: 'number' },
  unsubscribed: { chat: 'string', code: 'string' },
  entries: { chat: 'string', entries: 'object' },
  resync: { chat: 'string', lastSeq: 'number' },
  viewers: { chat: 'string', count: 'number' },
  partial: { chat: 'string', reply: 'string', offset: 'number', text: 'string' },
  reconnect: { afterMs: 'number' },
};

/** Reads a frame of the server; undefined for what is not understood. Never throws. */
export function parseLiveFrame(text: string): LiveFrame | undefined {
  let fields: Readonly<Record<string, unknown>> | undefined;
  try {
    fields = fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
  const rule = needed[String(fields?.['type'])];
  if (fields === undefined || rule === undefined) return undefined;
  const read = fields;
  // Read from a table of its own, so that it cannot be undefined where a rule names it.
  const isRight = Object.keys(rule).every((name) => typeof read[name] === rule[name] && read[name] !== null);
  return isRight ? (read as unknown as LiveFrame) : undefined;
}
