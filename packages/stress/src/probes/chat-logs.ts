import { createHash } from 'node:crypto';
import { type Entry, entryDigestOf, genesisDigest } from '@sora/core';
import { Client } from 'pg';

/** What the database says of chats, read past the server. */
export interface ChatLogs {
  /** By chat, in the order of their numbers. */
  readonly logs: ReadonlyMap<string, readonly Entry[]>;
  /** Chats whose numbers do not count up from 1 by one. */
  readonly gaps: readonly string[];
  /** Chats whose head says something else than their entries. */
  readonly wrongHeads: readonly string[];
  /** Entries, as `chat seq`, whose digest does not follow from the one before. */
  readonly brokenDigests: readonly string[];
  /** Messages without their payment, and payments without their message. */
  readonly apart: readonly string[];
}

export interface ChatHead {
  readonly chat: string;
  readonly lastSeq: number;
  readonly digest: string;
  /** That are not deleted. */
  readonly messages: number;
}

interface HeadRow {
  readonly chat: string;
  readonly last_seq: string;
  readonly digest: string;
  readonly messages: string;
}

type EntryRow = Omit<Entry, 'content' | 'target' | 'contentDigest' | 'paymentKey' | 'ai'> & {
  readonly target: number | null;
  readonly text: string | null;
  readonly salt: string | null;
  readonly contentDigest: string | null;
  readonly paymentKey: string | null;
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export async function readChatLogs(url: string): Promise<ChatLogs> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: heads } = await client.query<HeadRow>(`select chat, last_seq, encode(digest, 'hex') as digest, messages from chat where tenant = 'main'`);
    const { rows } = await client.query<{ readonly entry: EntryRow }>(`select entry_json(e) as entry from entry e where tenant = 'main' order by chat, seq`);
    const entries = rows.map(({ entry }) => entryOf(entry));
    return { ...inspectLogs(heads.map(headOf), entries), apart: await readApart(client) };
  } finally {
    await client.end();
  }
}

/** @param entries of each chat in the order of their numbers */
export function inspectLogs(heads: readonly ChatHead[], entries: readonly Entry[]): Omit<ChatLogs, 'apart'> {
  const logs = new Map(heads.map(({ chat }): [string, Entry[]] => [chat, []]));
  for (const entry of entries) logs.get(entry.chat)?.push(entry);
  return {
    logs,
    gaps: [...logs].filter(([, log]) => log.some(({ seq }, index) => seq !== index + 1)).map(([chat]) => chat),
    wrongHeads: heads.filter((head) => isWrong(head, logs.get(head.chat) ?? [])).map(({ chat }) => chat),
    brokenDigests: [...logs.values()].flatMap(brokenDigestsOf),
  };
}

/** Messages and payments that are not both there, in the one snapshot of one statement. */
export async function readApart(client: Client): Promise<readonly string[]> {
  return (await client.query<{ readonly name: string }>(apartSql)).rows.map(({ name }) => name);
}

const apartSql = `
  select 'message without payment: ' || e.chat || ' ' || e.seq as name
  from entry e where e.payment_key is not null and not exists (select 1 from transfer t where t.tenant = e.tenant and t.payer = 'user:USD:' || e.user_id and t.key = e.payment_key)
  union all
  select 'payment without message: ' || t.payer || ' ' || t.key
  from transfer t where t.key like 'sora:message:%' and not exists (select 1 from entry e where e.tenant = t.tenant and e.payment_key = t.key and t.payer = 'user:USD:' || e.user_id)`;

function entryOf({ text, salt, target, contentDigest, paymentKey, ...row }: EntryRow): Entry {
  const content = text === null || salt === null ? undefined : { text, salt };
  return { ...row, content, target: target ?? undefined, contentDigest: contentDigest ?? undefined, paymentKey: paymentKey ?? undefined, ai: undefined };
}

function headOf({ chat, last_seq: lastSeq, digest, messages }: HeadRow): ChatHead {
  return { chat, lastSeq: Number(lastSeq), digest, messages: Number(messages) };
}

function isWrong({ lastSeq, digest, messages }: ChatHead, log: readonly Entry[]): boolean {
  const counted = log.reduce((sum, { kind }) => sum + (kind === 'message' ? 1 : kind === 'delete' ? -1 : 0), 0);
  return lastSeq !== log.length || digest !== (log.at(-1)?.digest ?? genesisDigest) || messages !== counted;
}

function brokenDigestsOf(log: readonly Entry[]): readonly string[] {
  let previous = genesisDigest;
  return log.flatMap((entry) => {
    const expected = entryDigestOf(entry, previous, sha256);
    previous = entry.digest;
    return expected === entry.digest ? [] : [`${entry.chat} ${entry.seq}`];
  });
}
