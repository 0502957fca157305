import type { Entry, EntryOutline } from '@sora/core';

export interface OutlineRow {
  readonly seq: number;
  readonly kind: Entry['kind'];
  readonly target: number | null;
  readonly version: number;
  readonly user_id: string;
  readonly text_bytes: number | null;
  readonly payment_key: string | null;
  readonly model: string | null;
  readonly at_ms: number;
  readonly latest_version: number | null;
  readonly latest_kind: Entry['kind'] | null;
}

export function outlineOf(row: OutlineRow): EntryOutline {
  return {
    seq: row.seq, kind: row.kind, target: row.target ?? undefined, version: row.version, userId: row.user_id, atMs: row.at_ms,
    paymentKey: row.payment_key ?? undefined, textBytes: row.text_bytes ?? undefined, model: row.model ?? undefined,
    latest: row.latest_version === null ? undefined : { version: row.latest_version, isDeleted: row.latest_kind === 'delete' },
  };
}
