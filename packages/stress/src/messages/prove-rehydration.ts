import type { Random } from '@sora/core';
import type { Checks } from '../checks.ts';
import { type ChatApi, chatApi, type WireEntry } from './chat-api.ts';
import { type ChatSystem, owner, startChatSystem } from './chat-system.ts';
import { type Rehydration, rehydrate } from './rehydration.ts';

export interface RehydrationOptions {
  readonly random: Random;
  /** Entries of the chat. */
  readonly entries: number;
  /** Entries that the device lacks, in several stretches. */
  readonly missing: number;
}

/** Counts for the evidence. */
export interface RehydrationCounts {
  readonly entries: number;
  readonly missing: number;
  readonly rows: number;
  readonly bytes: number;
  readonly ownBytes: number;
  readonly digestsWhenComplete: number;
  readonly bytesWhenComplete: number;
}

const chat = 'long';
/** Bytes of all answers by those of the entries that were missing: frames of pages, and digests. */
const mostBytesRatio = 1.1;
const stretches = 4;

/** A device that lacks some entries of a long chat gets these, and no others. */
export async function proveRehydration(checks: Checks, { random, entries, missing }: RehydrationOptions): Promise<RehydrationCounts> {
  await using system = await startChatSystem(random);
  await fill(system, entries);
  const [url = ''] = system.servers.urls();
  const device = (local: readonly WireEntry[]) => rehydrate(chatApi(url, system.servers.serviceKey), chat, local);
  const { log } = await device([]);
  const complete = await device(log);
  const holed = await device(withHoles(log, missing));
  const behind = await device(log.slice(0, entries - missing));
  const other = await device(log.map((entry) => (entry.seq > entries - missing ? { ...entry, digest: otherDigest(entry.digest) } : entry)));
  checks.equal('rehydration: a device that has everything asks one digest and fetches nothing', [complete.rows, complete.digestsAsked, complete.isProven], [0, 1, true]);
  checkMoved(checks, `a device that lacks ${missing} of ${entries} entries in ${stretches} places`, { ...holed, missing });
  checkMoved(checks, `a device that was away for the last ${missing} of ${entries} entries`, { ...behind, missing });
  checkMoved(checks, `a device with another log than the server for the last ${missing} of ${entries} entries`, { ...other, missing });
  checks.holds('rehydration: where the logs part is found by halving', other.digestsAsked <= Math.ceil(Math.log2(entries)) + 2, { digestsAsked: other.digestsAsked });
  return { entries, missing, rows: holed.rows, bytes: holed.bytes, ownBytes: holed.ownBytes, digestsWhenComplete: complete.digestsAsked, bytesWhenComplete: complete.bytes };
}

function checkMoved(checks: Checks, whose: string, { rows, bytes, ownBytes, isProven, missing }: Rehydration & { readonly missing: number }): void {
  checks.equal(`rehydration: ${whose} gets these entries and no others, and its digest is the server's`, [rows, isProven], [missing, true]);
  checks.holds(`rehydration: ${whose} reads at most ${mostBytesRatio} times the bytes of these`, bytes <= mostBytesRatio * ownBytes, { bytes, ownBytes });
}

function otherDigest(digest: string): string {
  return `${digest.slice(1)}${digest.startsWith('0') ? '1' : '0'}`;
}

function withHoles(log: readonly WireEntry[], missing: number): readonly WireEntry[] {
  const [every, long] = [Math.floor(log.length / stretches), missing / stretches];
  return log.filter(({ seq }) => (seq - 1) % every >= long);
}

async function fill({ direct }: ChatSystem, entries: number): Promise<void> {
  const apis = direct();
  await apis[0]?.createChat({ id: chat, kind: 'group', owner });
  const writers = 16;
  await Promise.all(Array.from({ length: writers }, (_, writer) => writeEvery(apis, { writer, writers, entries })));
}

async function writeEvery(apis: readonly ChatApi[], { writer, writers, entries }: { readonly writer: number; readonly writers: number; readonly entries: number }): Promise<void> {
  for (let number = writer; number < entries; number += writers) {
    const text = `Message ${number} of a chat that is as long as chats are in which people say a bit more than hello to each other.`;
    const answer = await apis[number % apis.length]?.send({ chat, userId: owner, install: `desk-${writer}`, installSeq: number + 1, kind: 'message', text });
    if (answer?.kind !== 'written') throw new Error(`Not written: ${JSON.stringify(answer)}`);
  }
}
