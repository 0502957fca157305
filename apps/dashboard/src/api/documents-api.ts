import type { Actor } from '@sora/core';
import { ask, type Answer } from './ask.ts';
import { joined } from './joined.ts';
import { post } from './post.ts';

/** Which value lost a race. */
export interface LostValue {
  readonly collection: string;
  readonly id: string;
  readonly field: string;
  readonly version: number;
}

interface VersionRow {
  readonly version: number;
  readonly value: unknown;
  readonly actor: Pick<Actor, 'id' | 'name'>;
}

/** A losing value beside the one that stands now. */
export interface BothValues {
  /** Absent once its writer was erased. */
  readonly lost: VersionRow | undefined;
  /** Absent where nothing stands. */
  readonly standing: { readonly version: number; readonly value: unknown } | undefined;
}

interface DocumentAnswer {
  readonly fields: Readonly<Record<string, { readonly version: number; readonly value: unknown }>>;
}

export async function getBothValues({ collection, id, field, version }: LostValue): Promise<Answer<BothValues>> {
  const history = new URLSearchParams({ collection, id, field, before: String(version + 1), limit: '1' });
  const asked = [
    ask<{ readonly versions: readonly VersionRow[] }>(`/getDocumentHistory?${history}`),
    ask<DocumentAnswer>(`/getDocument?${new URLSearchParams({ collection, id })}`),
  ] as const;
  return joined(await Promise.all(asked), ([{ versions }, { fields }]) => ({ lost: versions.find((found) => found.version === version), standing: fields[field] }));
}

/** Makes the value stand again, and reads both anew. */
export async function restoreValue(lost: LostValue): Promise<Answer<BothValues>> {
  const { collection, id, version } = lost;
  const restored = await post('/restoreDocumentField', { collection, id, version });
  return restored.kind === 'problem' ? restored : await getBothValues(lost);
}
