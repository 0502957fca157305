import { createHash } from 'node:crypto';
import { contentDigestOf, type Entry, entryDigestOf, genesisDigest, type LogMark, repairPlan, type SeqRange } from '@sora/core';
import type { ChatApi, WireEntry } from './chat-api.ts';

/** What it took to make a log complete. */
export interface Rehydration {
  readonly log: readonly WireEntry[];
  readonly digestsAsked: number;
  /** Entries that came over the wire. */
  readonly rows: number;
  /** Of all answers, digests included; without HTTP's own headers. */
  readonly bytes: number;
  /** Of the entries that came, as JSON. */
  readonly ownBytes: number;
  /** If the digest that is counted anew, entry by entry, is the one that the server has. */
  readonly isProven: boolean;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** A plan that asks for more steps than this would never end. */
const mostSteps = 100;

/** Completes a device's log as a device does: a digest first, then only what is missing. @param api a new one, so that its bytes are those of this */
export async function rehydrate(api: ChatApi, chat: string, local: readonly WireEntry[]): Promise<Rehydration> {
  const head = await api.digest(chat);
  const asked: LogMark[] = [head];
  const fetched: WireEntry[] = [];
  let log = [...local];
  for (let step = repairPlan(log, asked), steps = 0; step.kind !== 'complete' && steps < mostSteps; step = repairPlan(log, asked), steps += 1) {
    if (step.kind === 'compare') asked.push(await api.digest(chat, step.atSeq));
    else {
      const { dropFromSeq = Infinity, ranges } = step;
      const got = (await Promise.all(ranges.map((range) => fetchRange(api, chat, range)))).flat();
      fetched.push(...got);
      log = [...log.filter(({ seq }) => seq < dropFromSeq), ...got].toSorted((a, b) => a.seq - b.seq);
    }
  }
  const ownBytes = fetched.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
  return { log, digestsAsked: asked.length, rows: fetched.length, bytes: api.bytesRead, ownBytes, isProven: log.length === head.seq && digestOf(chat, log) === head.digest };
}

async function fetchRange(api: ChatApi, chat: string, { fromSeq, toSeq }: SeqRange): Promise<readonly WireEntry[]> {
  const got: WireEntry[] = [];
  for (let from: number | undefined = fromSeq; from !== undefined;) {
    const page = await api.entries({ chat, from, to: toSeq });
    got.push(...page.entries);
    from = page.nextFrom;
  }
  return got;
}

/** The digest of a log out of nothing but its entries; empty where a text is not the one that its entry proves. */
function digestOf(chat: string, log: readonly WireEntry[]): string {
  let digest = genesisDigest;
  for (const wire of log) {
    const entry = entryOf(chat, wire);
    if (entry.content !== undefined && contentDigestOf(entry.content, sha256) !== entry.contentDigest) return '';
    digest = entryDigestOf(entry, digest, sha256);
  }
  return digest;
}

function entryOf(chat: string, { text, salt, target, contentDigest, paymentKey, ...wire }: WireEntry): Entry {
  const content = text === undefined || salt === undefined ? undefined : { text, salt };
  return { ...wire, tenant: 'main', chat, content, target, contentDigest, paymentKey, ai: undefined };
}
