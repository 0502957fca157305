import { z } from 'zod';
import { migrationRow } from '../physical/archive.ts';

/** Raised when an older SORA could no longer read it. */
export const portableVersion = 1;

/** First line. */
export const portableHead = z.object({
  format: z.literal('sora-portable'),
  version: z.int(),
  sora: z.string(),
  postgres: z.string(),
  migrations: z.array(migrationRow).readonly(),
  /** The instant whose data this is. */
  at: z.string(),
});

export type PortableHead = Readonly<z.infer<typeof portableHead>>;

/** Before the rows of a table; each row is an array of the columns' values, in PostgreSQL's own text form, or null. */
export const tableHead = z.object({ table: z.string(), columns: z.array(z.string()).readonly() });

export type TableHead = Readonly<z.infer<typeof tableHead>>;

/** After the rows of a table. */
export const tableTally = z.object({ rows: z.int(), digest: z.string() });

export type TableTally = Readonly<z.infer<typeof tableTally>>;

/** Last line: every table once more, so that an end that is missing is noticed. */
export const portableEnd = z.object({ end: z.record(z.string(), tableTally) });

export type Tallies = Readonly<Record<string, TableTally>>;
