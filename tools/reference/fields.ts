/** The part of a JSON schema that a page shows. */
export interface FieldSchema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly items?: FieldSchema;
}

export interface ObjectSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
}

/** `integer, 1 to 65535`, `one of info, warn`, `list of string`. */
export function fieldType({ type, format, enum: choices, items, minimum, maximum }: FieldSchema): string {
  if (choices !== undefined) return `one of ${choices.map(String).join(', ')}`;
  const word = type === 'array' ? `list of ${items === undefined ? 'anything' : fieldType(items)}` : (format ?? type ?? 'any JSON');
  return minimum === undefined && maximum === undefined ? word : `${word}, ${range(minimum, maximum)}`;
}

function range(minimum: number | undefined, maximum: number | undefined): string {
  if (maximum === undefined || maximum === Number.MAX_SAFE_INTEGER) return minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? 'any' : `from ${minimum}`;
  return minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? `up to ${maximum}` : `${minimum} to ${maximum}`;
}
