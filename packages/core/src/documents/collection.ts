/** The most that a field holds: canonical JSON, in bytes of UTF-8. */
export const maxFieldBytes = 8_192;

/**
 * What a field may hold: only what may be decided by who wrote last. Money, counters and membership are no kinds of field, since their losing
 * side would be somebody's money, vote or access: they belong in the ledger, in entries that are counted, and in a chat's members.
 */
export type FieldType =
  | { readonly kind: 'text'; readonly maxBytes: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  /** Anything that JSON can say, up to `maxFieldBytes`; it is replaced as a whole. */
  | { readonly kind: 'json' };

/** A kind of document. Entries of the catalog are in `collections/`. */
export interface Collection {
  /** Stands in addresses: `/v1/documents/<name>/<id>`. */
  readonly name: string;
  /**
   * Whose documents they are; the id of a document is the owner's.
   * - `user`: one user's, who alone reads and writes it
   * - `chat`: a chat's; its members read it, its owner and moderators write it
   */
  readonly owner: 'user' | 'chat';
  /** What it holds, in a sentence. */
  readonly meaning: string;
  readonly fields: Readonly<Record<string, FieldType>>;
}

export type Collections = Readonly<Record<string, Collection>>;

const namePattern = /^[a-z][a-z0-9-]{0,31}$/;
const fieldPattern = /^[a-z][A-Za-z0-9]{0,63}$/;
const kinds: readonly string[] = ['text', 'flag', 'number', 'json'] satisfies readonly FieldType['kind'][];
/** By the names that this product gives to money, counters and membership: a `number` or `json` must not be one in disguise. */
const excludedNames = /(Minor|Count|Total)$|^(balance|amount|price|count|total|members?|roles?|owner|moderators?)$/;

/**
 * Asked at start, for declarations that no compiler has seen.
 * @throws {RangeError} naming every field that cannot be a field
 */
export function requireDeclarable(collections: Collections): void {
  const wrong = Object.entries(collections).flatMap(([name, collection]) => [
    ...(name === collection.name && namePattern.test(name) ? [] : [`A collection cannot be called "${name}".`]),
    ...Object.entries(collection.fields).flatMap(([field, type]) => whyNot(field, type).map((reason) => `${name}.${field}: ${reason}`)),
  ]);
  if (wrong.length > 0) throw new RangeError(wrong.join(' '));
}

function whyNot(field: string, type: FieldType): readonly string[] {
  if (!fieldPattern.test(field)) return ['a field is a word of up to 64 letters and digits, beginning with a small letter.'];
  if (!kinds.includes(type.kind)) return [`"${type.kind}" is no kind of field: who writes last must not decide about it.`];
  if (excludedNames.test(field)) return ['money, counters and membership are no fields: keep them in the ledger, in entries, or in members.'];
  if (type.kind === 'text' && !(type.maxBytes >= 1 && type.maxBytes <= maxFieldBytes - 2)) return [`a text holds 1 to ${maxFieldBytes - 2} bytes.`];
  return type.kind === 'number' && !(Number.isFinite(type.min) && Number.isFinite(type.max) && type.min <= type.max) ? ['a number is between two finite bounds.'] : [];
}
