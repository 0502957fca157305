import { z } from 'zod';

type Query = Readonly<Record<string, unknown>>;

/** How a query string is read for this schema: a query knows only text, so what should be a number is read as one. In a body a number is a number. */
export function queryReader(schema: z.ZodType): (query: unknown) => Query {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const numbers = new Set(Object.entries(properties).flatMap(([name, field]) => (typeof field === 'object' && (field.type === 'integer' || field.type === 'number') ? [name] : [])));
  return (query) => Object.fromEntries(Object.entries(query ?? {}).map(([name, value]) => [name, numbers.has(name) ? asNumber(value) : value]));
}

function asNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
