import type { ConflictLog } from '../../conflicts/conflict-log.ts';
import { requireDeclarable } from '../../documents/collection.ts';
import { documentCollections } from '../../documents/collection-catalog.ts';
import { decideRestore } from '../../documents/decide-restore.ts';
import { decideWrite, standing } from '../../documents/decide-write.ts';
import type { DocumentKey, FieldValue, FieldVersion } from '../../documents/document.ts';
import type { DocumentStore } from '../../documents/document-store.ts';
import { requireValidWrite } from '../../documents/validate-write.ts';
import { writeConflict } from '../../documents/write-conflict.ts';
import type { Actor } from '../../events/event.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import { rowKey } from './ledger-tables.ts';

export interface MemoryDocumentOptions {
  readonly clock: Clock;
  readonly tenants: ReadonlySet<string>;
  readonly conflicts: ConflictLog;
}

interface Row {
  readonly key: DocumentKey;
  /** Number of the latest version, erased ones included. */
  count: number;
  versions: readonly FieldVersion[];
}

export function memoryDocumentStore({ clock, tenants, conflicts }: MemoryDocumentOptions): DocumentStore {
  requireDeclarable(documentCollections);
  const rows = new Map<string, Row>();
  const find = ({ tenant, collection, id }: DocumentKey) => rows.get(rowKey(tenant, collection, id));
  const open = ({ tenant, collection, id }: DocumentKey): Row => {
    if (!tenants.has(tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${tenant}".` });
    const row = find({ tenant, collection, id }) ?? { key: { tenant, collection, id }, count: 0, versions: [] };
    rows.set(rowKey(tenant, collection, id), row);
    return row;
  };
  return {
    read: async (key) => documentOf(key, find(key)?.versions ?? []),
    async write(write) {
      requireValidWrite(write);
      const row = open(write);
      const known = row.versions.filter(({ field, claimed }) => write.fields[field]?.stamp === claimed);
      const { added, races, outcome } = decideWrite({ nowMs: clock.nowMs(), versions: row.count, current: [...standing(row.versions).values()], known }, write);
      append(row, added);
      for (const { loser } of races) row.versions = row.versions.map((each) => (each.version === loser.version ? loser : each));
      for (const race of races) await conflicts.record(writeConflict(row.key, race));
      return outcome;
    },
    async versions(query) {
      const { field, lostOnly = false, before = Infinity, limit } = query;
      const asked = (find(query)?.versions ?? []).filter((each) => (field === undefined || each.field === field) && (!lostOnly || each.lostTo !== undefined) && each.version < before);
      return asked.toSorted((a, b) => b.version - a.version).slice(0, limit);
    },
    async restore(restoration) {
      const row = find(restoration);
      const wanted = row?.versions.find(({ version }) => version === restoration.version);
      const current = wanted && standing(row?.versions ?? []).get(wanted.field);
      if (row === undefined || wanted === undefined || current === undefined) return undefined;
      const { added, outcome } = decideRestore({ nowMs: clock.nowMs(), versions: row.count, wanted, current }, restoration);
      append(row, added === undefined ? [] : [added]);
      return outcome;
    },
    erase: async (tenant, userId, limit) => erase([...rows.values()].filter(({ key }) => key.tenant === tenant), userId, limit),
  };
}

const erasedActor: Actor = { kind: 'user', id: 'erased' };

function documentOf({ tenant, collection, id }: DocumentKey, versions: readonly FieldVersion[]) {
  const fields = [...standing(versions)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    tenant, collection, id, losses: versions.filter(({ lostTo }) => lostTo !== undefined).length,
    fields: Object.fromEntries(fields.map(([field, { value, stamp, version }]): [string, FieldValue] => [field, { value, stamp, version }])),
  };
}

function append(row: Row, added: readonly FieldVersion[]): void {
  row.versions = [...row.versions, ...added];
  row.count += added.length;
}

function erase(rows: readonly Row[], userId: string, limit: number): number {
  let left = limit;
  const take = () => left > 0 && (left -= 1) >= 0;
  for (const row of rows) {
    const isOwn = documentCollections[row.key.collection].owner === 'user' && row.key.id === userId;
    row.versions = row.versions.flatMap((each) => {
      const isTheirs = isOwn || (each.actor.kind === 'user' && each.actor.id === userId);
      if (!isTheirs || !take()) return [each];
      return isOwn ? [] : [{ ...each, actor: erasedActor }];
    });
  }
  return limit - left;
}
