import { fieldType, type ObjectSchema } from './fields.ts';
import { code, pageHead, table } from './markdown.ts';

/** docs/reference/settings.md: every environment variable of the server. */
export function settingsPage(schema: ObjectSchema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    code(name),
    fieldType(field),
    field.default === undefined || field.default === '' ? '' : code(typeof field.default === 'string' ? field.default : JSON.stringify(field.default)),
    field.description ?? '',
  ]);
  return [
    ...pageHead('Settings', 'packages/server/src/settings.ts'),
    'Every setting is an environment variable, and every one is optional. A wrong one, or a name with `SORA_` that does not exist, stops the start; all mistakes are named at once. `npm run -s sora -- settings` prints this list.',
    '',
    ...table(['Variable', 'Value', 'Default', 'Meaning'], rows),
  ].join('\n');
}
