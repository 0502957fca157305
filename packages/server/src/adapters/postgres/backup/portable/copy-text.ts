import { z } from 'zod';
import { damaged } from '../backup-refused-error.ts';

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const row = z.array(z.string().nullable());

/** A row as PostgreSQL's COPY takes it. @see PostgreSQL documentation, COPY, "Text Format" @throws {BackupRefusedError} SORA_BACKUP_DAMAGED */
export function copyText(line: string, columnCount: number): string {
  const values = row.safeParse(parsed(line));
  if (!values.success || values.data.length !== columnCount) throw damaged('a row of it cannot be understood');
  return values.data.map((value) => (value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found))).join('\t');
}

/** @throws {BackupRefusedError} SORA_BACKUP_DAMAGED */
export function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw damaged('a line of it is no JSON', cause);
  }
}

export function parsedAs<Schema extends z.ZodType>(line: string, schema: Schema): z.infer<Schema> {
  const found = schema.safeParse(parsed(line));
  if (!found.success) throw damaged('a line of it cannot be understood', found.error);
  return found.data;
}
