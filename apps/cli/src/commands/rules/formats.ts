import { CommandError } from '../../command.ts';

/** Options of a command that prints a report. */
export const formatOptions = { json: { type: 'boolean', default: false }, sarif: { type: 'boolean', default: false }, markdown: { type: 'boolean', default: false } } as const;

export type Format = 'text' | 'json' | 'sarif' | 'markdown';

/** @throws {CommandError} for two at once */
export function formatOf(values: Readonly<Record<'json' | 'sarif' | 'markdown', boolean>>): Format {
  const named = (['json', 'sarif', 'markdown'] as const).filter((format) => values[format]);
  if (named.length > 1) throw new CommandError(`Choose one of ${named.map((format) => `--${format}`).join(' and ')}.`);
  return named[0] ?? 'text';
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, undefined, 2));
}
