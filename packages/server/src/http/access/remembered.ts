import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, isProblem } from '@sora/core';
import { LRUCache } from 'lru-cache';

/** A revoked credential is refused at the latest after this time on every server. */
export const credentialFreshMs = 2_000;
/** While the database is away, what was valid when it went stays valid for this long: nobody can be revoked meanwhile. */
const staleIfUnavailableMs = 15 * 60_000;
/** A database that hangs instead of failing must not hold up every request: after this, what is remembered counts. */
const patienceMs = 250;

/** Answers of the database, remembered for a moment; when it is away or hangs, for longer. */
export interface Remembered<Value> {
  /** Asks once, however many want to know. @throws what `load` rejects with, when nothing is remembered */
  get(key: string, load: () => Promise<Value>): Promise<Value>;
  clear(): void;
  /** Forgets this one only. */
  drop(key: string): void;
}

interface Entry<Value> {
  readonly value: Value;
  readonly atMs: number;
}

export function createRemembered<Value>(clock: Clock): Remembered<Value> {
  const entries = new LRUCache<string, Entry<Value>>({ max: 10_000 });
  const loading = new Map<string, Promise<Entry<Value>>>();

  const load = (key: string, ask: () => Promise<Value>): Promise<Entry<Value>> => {
    const atMs = clock.nowMs();
    const asked = ask().then((value) => ({ value, atMs }));
    const remembering = asked.then((entry) => {
      // Cleared meanwhile: this answer may be older than what cleared it.
      if (loading.get(key) === remembering) entries.set(key, entry);
      return entry;
    }).finally(() => { if (loading.get(key) === remembering) loading.delete(key); });
    loading.set(key, remembering);
    return remembering;
  };

  return {
    async get(key, ask) {
      const entry = entries.get(key);
      const ageMs = entry === undefined ? Infinity : clock.nowMs() - entry.atMs;
      if (entry !== undefined && ageMs < credentialFreshMs) return entry.value;
      const answer = loading.get(key) ?? load(key, ask);
      return (entry === undefined || ageMs >= staleIfUnavailableMs ? await answer : await answerOr(entry, answer)).value;
    },
    clear() {
      entries.clear();
      loading.clear();
    },
    drop(key) {
      entries.delete(key);
      loading.delete(key);
    },
  };
}

async function answerOr<Value>(remembered: Entry<Value>, answer: Promise<Entry<Value>>): Promise<Entry<Value>> {
  const waiting = new AbortController();
  const late = sleep(patienceMs, remembered, { signal: waiting.signal });
  late.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    if (isProblem(error, 'database-unavailable')) return remembered;
    throw error;
  } finally {
    waiting.abort();
    // When patience ended first, its failure is learned by whoever asks next.
    answer.catch(() => undefined);
  }
}
