import { isIP } from 'node:net';
import { configureThresholds, defaultThresholds } from '@sora/core';
import { z } from 'zod';

/** @param isGood what each item of the list has to be, and `rule` says so */
const list = (isGood: (item: string) => boolean, rule: string) =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const items = text.split(',').map((item) => item.trim()).filter((item) => item !== '');
      for (const item of items) if (!isGood(item)) context.addIssue({ code: 'custom', message: `"${item}" is not ${rule}` });
      return items;
    });

const hosts = list((item) => /^(\[[\da-f:]+\]|[a-z\d.-]+)(:\d{1,5})?$/i.test(item), 'a host name as it stands in an address, without https:// and path: sora.example or sora.example:8443.');

const proxies = list((item) => ['loopback', 'linklocal', 'uniquelocal'].includes(item) || isRange(item), 'an address or CIDR range such as 10.0.0.0/8.');

function isRange(item: string): boolean {
  const [address = '', bits = '1', ...more] = item.split('/');
  const version = isIP(address);
  return version !== 0 && more.length === 0 && /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'Up to 40 letters, digits, dots, dashes or underscores.');

const thresholds = z
  .string()
  .default('{}')
  .transform((text, context) => {
    const overrides = parseObject(text);
    if (overrides === undefined) {
      context.addIssue({ code: 'custom', message: 'Must be a JSON object such as {"API.LATENCY": 300}.' });
      return z.NEVER;
    }
    const outcome = configureThresholds(overrides);
    if (outcome.kind === 'configured') return outcome.thresholds;
    for (const { message } of outcome.errors) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Every setting is an environment variable. All are optional; `sora settings` and docs/reference/settings.md are made from this. */
export const settingsSchema = z.object({
  SORA_PORT: z.coerce.number().int().min(0).max(65_535).default(4200).describe('Port of the HTTP server; 0 takes a free one.'),
  SORA_HOST: z.string().min(1).default('127.0.0.1').describe('Address the HTTP server listens on. Anything but loopback belongs behind a proxy that speaks TLS.'),
  SORA_DATA_DIR: z.string().min(1).default('.sora').describe('Folder of the embedded database, the first admin token and logs.'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional().describe('A PostgreSQL (15 or later) of yours instead of the embedded one: postgres://user:password@host:5432/name.'),
  SORA_DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10).describe('Most connections that one server opens.'),
  SORA_REGION: name.default('local').describe('Label of the pool of servers that this one belongs to.'),
  SORA_RELEASE: name.default('dev').describe('Release that this server runs; shown with nodes and events.'),
  SORA_ALLOWED_HOSTS: hosts.describe('Further host names (with port, where it is not the default) under which the dashboard may be opened; separated by commas.'),
  SORA_TRUSTED_PROXIES: proxies.describe('Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed; separated by commas.'),
  SORA_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional().describe('Least severe log line that is written. Default: info; on a terminal warn.'),
  SORA_BODY_LIMIT_BYTES: z.coerce.number().int().min(1024).max(64 * 1024 * 1024).default(4 * 1024 * 1024).describe('Largest request body, counted after decompression.'),
  SORA_METRICS_FLUSH_MS: z.coerce.number().int().min(100).max(60_000).default(5_000).describe('Pause between two writes of measurements to the database.'),
  SORA_METRICS_RAW_MINUTES: z.coerce.number().int().min(2).max(120).default(20).describe('How long measurements keep their 10 s resolution before they become one point a minute.'),
  SORA_METRICS_RETENTION_DAYS: z.coerce.number().int().min(1).max(400).default(7).describe('How long measurements are kept.'),
  SORA_EVENTS_RETENTION_DAYS: z.coerce.number().int().min(1).max(4000).default(400).describe('How long events are kept.'),
  SORA_CLIENT_FLUSH_MS: z.coerce.number().int().min(1_000).max(600_000).default(60_000).describe('How often devices are asked to send their measurements.'),
  SORA_INSTALL_FRAMES_PER_MINUTE: z.coerce.number().int().min(1).max(6_000).default(60).describe('Frames that one installation may send in a minute.'),
  SORA_THRESHOLDS: thresholds.describe(`Thresholds other than the catalog's, as JSON: {"API.LATENCY": 300}. Known: ${[...defaultThresholds.keys()].join(', ')}.`),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

interface WrongSetting {
  readonly name: string;
  readonly message: string;
}

/** Every wrong setting at once, each with its name. */
export class SettingsError extends Error {
  readonly wrong: readonly WrongSetting[];

  constructor(wrong: readonly WrongSetting[]) {
    super(['These settings are wrong:', ...wrong.map((each) => `  ${each.name}: ${each.message}`), 'See them all with: npm run -s sora -- settings'].join('\n'));
    this.name = 'SettingsError';
    this.wrong = wrong;
  }
}

/**
 * Reads the settings from the environment. Empty variables count as unset; an unknown name that starts with SORA_ is refused, since it is a typing error.
 * @throws {SettingsError} naming every wrong one
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const unknown = Object.keys(given)
    .filter((key) => key.startsWith('SORA_') && !(key in settingsSchema.shape) && !clientSettings.has(key))
    .map((key) => ({ name: key, message: noSuchSetting(key) }));
  const parsed = settingsSchema.safeParse(given);
  const wrong = parsed.success ? unknown : [...unknown, ...parsed.error.issues.map((issue) => ({ name: String(issue.path[0]), message: issue.message }))];
  if (!parsed.success || wrong.length > 0) throw new SettingsError(wrong);
  return parsed.data;
}

// Read by programs that talk to a server, and free to stand in the same environment.
const clientSettings = new Set(['SORA_URL', 'SORA_SERVICE_KEY', 'SORA_TOKEN']);

function noSuchSetting(key: string): string {
  const nearest = nearestName(key, [...Object.keys(settingsSchema.shape), ...clientSettings]);
  return nearest === undefined ? 'There is no such setting.' : `There is no such setting. Did you mean ${nearest}?`;
}

export interface SettingDescription {
  readonly name: string;
  /** As set here, without passwords; undefined when unset. */
  readonly value: string | undefined;
  readonly standard: string | undefined;
  readonly meaning: string;
}

/** All settings in order, for people and for the reference page. */
export function describeSettings(environment: Readonly<Record<string, string | undefined>>): readonly SettingDescription[] {
  return Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const value = environment[name];
    return { name, value: value === undefined || value === '' ? undefined : name === 'DATABASE_URL' ? hidePasswords(value) : value, standard: standardOf(schema), meaning: schema.description ?? '' };
  });
}

function standardOf(schema: z.ZodType): string | undefined {
  const { data } = schema.safeParse(undefined);
  if (data === undefined) return undefined;
  // Lists are empty by default; the thresholds' default is the catalog itself.
  if (typeof data === 'object') return Array.isArray(data) ? undefined : '{}';
  return typeof data === 'string' ? data : JSON.stringify(data);
}

/** More differences than this, and it is another word, not a typing error. */
const mostDifferences = 4;

/** The known name that is most like a mistyped one; undefined when none is. */
function nearestName(mistyped: string, known: readonly string[]): string | undefined {
  const [nearest] = known.map((name) => ({ name, differences: differences(mistyped, name) })).toSorted((a, b) => a.differences - b.differences);
  return nearest === undefined || nearest.differences > mostDifferences ? undefined : nearest.name;
}

/** Letters to add, drop or change. @see Levenshtein (1966) */
function differences(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, letter] of Array.from(from).entries()) {
    const next = [at + 1];
    for (const [column, other] of Array.from(to).entries()) {
      next.push(Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1, (row[column] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const hidden = '***';
const secretParameter = /password|secret|token|key/i;

/** An address as it may be shown: without the password before its host, and without those among its parameters. */
function hidePasswords(address: string): string {
  // What cannot be taken apart might hold one anywhere.
  if (!URL.canParse(address)) return hidden;
  const url = new URL(address);
  if (url.pathname.includes('@')) return hidden;
  if (url.password !== '') url.password = hidden;
  for (const name of new Set(url.searchParams.keys())) if (secretParameter.test(name)) url.searchParams.set(name, hidden);
  return url.href;
}
