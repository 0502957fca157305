import type { LedgerChange } from '../../../ledger/batch.ts';
import { entryDigestOf, genesisDigest } from '../../../messages/entry-digest.ts';
import type { Entry } from '../../../messages/entry.ts';
import { identityKey } from '../../../messages/identity-key.ts';
import { rowKey } from '../../memory/ledger-tables.ts';
import { toySha256 } from '../../toy-sha256.ts';
import { tenant } from '../tenant.ts';
import type { World } from '../world.ts';
import type { ChatCounts } from './chat-counts.ts';
import type { ChatWorldTables } from './chat-world.ts';
import type { ChatWorldChange } from './decide-chat-batch.ts';

/** Holds every change against books of its own, in the moment in which it is committed. */
export interface ChatAuditor {
  inspect(change: ChatWorldChange): void;
  /** Compares heads, logs and money as they are at the end. */
  conclude(): void;
}

/** A log as an auditor keeps it, who has only the entries. */
interface AuditedLog {
  seq: number;
  digest: string;
  messages: number;
  /** By the number of the message. */
  readonly versions: Map<number, { author: string; version: number; isDeleted: boolean }>;
}

export function createChatAuditor({ violated, counts }: World<ChatCounts>, tables: ChatWorldTables): ChatAuditor {
  const logs = new Map<string, AuditedLog>();
  const intentions = new Set<string>();
  const funds = moneyOf(tables);

  function logOf(chat: string): AuditedLog {
    let found = logs.get(chat);
    if (found === undefined) logs.set(chat, found = { seq: 0, digest: genesisDigest, messages: 0, versions: new Map() });
    return found;
  }

  function inspectEntry(entry: Entry): void {
    const log = logOf(entry.chat);
    inspectOnce(entry);
    if (entry.seq !== log.seq + 1) violated('sequence-gap', `${entry.chat} has ${entry.seq} after ${log.seq}`);
    if (entry.digest !== entryDigestOf(entry, log.digest, toySha256)) violated('digest-broken', `${entry.chat} at ${entry.seq}`);
    if (!tables.chats.members.has(rowKey(tenant, entry.chat, entry.userId))) violated('not-permitted', `${entry.userId} wrote ${entry.seq} of ${entry.chat} and is no member`);
    [log.seq, log.digest] = [entry.seq, entry.digest];
    inspectVersion(log, entry);
    counts.entries += 1;
    if (entry.paymentKey !== undefined) counts.paid += 1;
  }

  function inspectOnce(entry: Entry): void {
    const intention = entry.content === undefined ? identityKey(entry) : `text ${entry.content.text}`;
    if (intentions.has(intention)) violated('doubled-effect', `${intention} was written twice`);
    intentions.add(intention);
  }

  function inspectVersion(log: AuditedLog, { kind, seq, target = seq, version, userId, chat }: Entry): void {
    if (kind === 'message') {
      log.versions.set(seq, { author: userId, version: 1, isDeleted: false });
      log.messages += 1;
      if (version !== 1) violated('version-broken', `${chat} has a message ${seq} of version ${version}`);
      return;
    }
    const changed = log.versions.get(target);
    if (changed === undefined || changed.isDeleted || changed.author !== userId) return violated('not-permitted', `${kind} of ${target} in ${chat} by ${userId}`);
    if (version !== changed.version + 1) violated('version-broken', `${kind} of ${target} in ${chat} has version ${version} after ${changed.version}`);
    changed.version = version;
    changed.isDeleted = kind === 'delete';
    counts[kind === 'edit' ? 'edits' : 'deletes'] += 1;
    if (kind === 'delete') log.messages -= 1;
  }

  function inspectHeads({ chat }: ChatWorldChange): void {
    for (const { id, lastSeq, digest, messages } of chat?.chats ?? []) {
      const log = logOf(id);
      if (lastSeq !== log.seq || digest !== log.digest || messages !== log.messages) violated('head-mismatch', `${id} says ${lastSeq} with ${messages} messages, its log has ${log.seq} with ${log.messages}`);
    }
  }

  return {
    inspect(change) {
      for (const entry of change.chat?.entries ?? []) inspectEntry(entry);
      inspectHeads(change);
      const [messages, payments] = [paidMessages(change.chat?.entries ?? []), paymentsOf(change.ledger)];
      const apart = [...messages.filter((name) => !payments.includes(name)), ...payments.filter((name) => !messages.includes(name))];
      if (apart.length > 0) violated('paid-apart', apart.join(', '));
      for (const { id, balanceMinor } of change.ledger?.accounts ?? []) if (balanceMinor < 0n) violated('floor-broken', `${id} has ${balanceMinor}`);
      counts.memberships += change.memberships.length;
    },
    conclude() {
      inspectHeads({ outcomes: [], memberships: [], chat: { entries: [], senders: [], chats: [...tables.chats.chats.values()] } });
      if (moneyOf(tables) !== funds) violated('sum-of-money', `all accounts together have ${moneyOf(tables)}, not ${funds}`);
    },
  };
}

function paidMessages(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ userId, paymentKey }) => (paymentKey === undefined ? [] : [`${userId} ${paymentKey}`]));
}

/** Fees go with their payments: a group is booked whole, which the ledger's own simulation proves. */
function paymentsOf(ledger: LedgerChange | undefined): readonly string[] {
  return (ledger?.transfers ?? []).filter(({ key }) => key.startsWith('sora:message:')).map(({ payer, key }) => `${payer.split(':')[2]} ${key}`);
}

function moneyOf({ ledger }: ChatWorldTables): bigint {
  return [...ledger.accounts.values()].reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n);
}
