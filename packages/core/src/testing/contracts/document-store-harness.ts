import { expect } from 'vitest';
import type { ConflictLog } from '../../conflicts/conflict-log.ts';
import type { DocumentWrite, FieldOutcome, FieldWrite, WriteOutcome } from '../../documents/document.ts';
import type { DocumentStore } from '../../documents/document-store.ts';
import { stampOf } from '../../documents/stamp.ts';
import type { EventLog } from '../../events/event-log.ts';

export interface DocumentStoreHarness {
  readonly store: DocumentStore;
  /** Where the store records conflicts, and their events. */
  readonly conflicts: ConflictLog;
  readonly events: EventLog;
  /** The store's clock. */
  nowMs(): Promise<number>;
}

/** A store without a document, with the tenants `main` and `other`. */
export type OpenDocumentStore = () => Promise<DocumentStoreHarness>;

export const alice = { tenant: 'main', collection: 'profile', id: 'alice' } as const;
const actor = { kind: 'user', id: 'alice' } as const;

export function write(install: string, fields: Readonly<Record<string, FieldWrite>>, more: Partial<DocumentWrite> = {}): DocumentWrite {
  return { ...alice, install, actor, fields, ...more };
}

/** A store, and devices of alice whose clocks stand this far from it. */
export async function withDevices(open: OpenDocumentStore) {
  const harness = await open();
  const startMs = Math.floor(await harness.nowMs());
  const stamp = (install: string, offsetMs: number, count = 0) => stampOf({ ms: startMs + offsetMs, count }, install);
  /** Writes one field of alice's profile at that offset. */
  const set = async (install: string, offsetMs: number, value: FieldWrite['value'], { basedOn, field = 'displayName' }: { readonly basedOn?: string; readonly field?: string } = {}) =>
    only(await harness.store.write(write(install, { [field]: { value, stamp: stamp(install, offsetMs), ...(basedOn === undefined ? {} : { basedOn }) } })));
  const shown = async (field = 'displayName') => (await harness.store.read(alice)).fields[field]?.value;
  const history = async () => harness.store.versions({ ...alice, limit: 1_000 });
  return { ...harness, key: alice, writeOf: write, stamp, set, shown, history };
}

export function only(outcome: WriteOutcome): FieldOutcome {
  const [first] = Object.values(outcome);
  expect(Object.keys(outcome)).toHaveLength(1);
  if (first === undefined) throw new Error('There is no outcome.');
  return first;
}
