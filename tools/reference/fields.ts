/** The part of a JSON schema that a page shows. */
export interface FieldSchema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: FieldSchema;
}

export interface ObjectSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly ObjectSchema[];
  readonly anyOf?: readonly ObjectSchema[];
  readonly oneOf?: readonly ObjectSchema[];
}

/** A field of an object; `required` when every form of the object has to have it. */
export interface Field extends FieldSchema {
  readonly name: string;
  readonly required: boolean;
}

/** The fields of all forms that an object may take, each once; constants of several forms become one choice. */
export function fieldsOf(schema: ObjectSchema): readonly Field[] {
  const own = Object.entries(schema.properties ?? {}).map(([name, field]) => ({ ...field, name, required: schema.required?.includes(name) === true }));
  const together = (schema.allOf ?? []).flatMap(fieldsOf);
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map(fieldsOf);
  const alternatives = forms.flat().map((field) => ({ ...field, required: forms.every((form) => form.some(({ name, required }) => name === field.name && required)) }));
  const byName = new Map<string, Field>();
  for (const field of [...own, ...together, ...alternatives]) byName.set(field.name, sameField(byName.get(field.name), field));
  return [...byName.values()];
}

function sameField(before: Field | undefined, field: Field): Field {
  const constants = [before?.enum ?? before?.const, field.enum ?? field.const].flat().filter((value) => value !== undefined);
  return constants.length === 0 ? (before ?? field) : { ...field, enum: [...new Set(constants)] };
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
