import { defaultThresholds } from '@sora/core';
import { z } from 'zod';
import { algorithms, hosts, isSafeAddress, keysAddress, moneyUnits, name, origins, proxies, thresholds } from './setting-kinds.ts';

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
  SORA_APP_ORIGINS: origins.describe('Origins of the app’s own pages, which may call the interfaces of users and devices from there: https://app.example; separated by commas. Phones need none.'),
  SORA_TRUSTED_PROXIES: proxies.describe('Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed; separated by commas.'),
  SORA_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional().describe('Least severe log line that is written. Default: info; on a terminal warn.'),
  SORA_BODY_LIMIT_BYTES: z.coerce.number().int().min(1024).max(64 * 1024 * 1024).default(4 * 1024 * 1024).describe('Largest request body, counted after decompression.'),
  SORA_METRICS_FLUSH_MS: z.coerce.number().int().min(100).max(60_000).default(5_000).describe('Pause between two writes of measurements to the database.'),
  SORA_METRICS_RAW_MINUTES: z.coerce.number().int().min(2).max(120).default(20).describe('How long measurements keep their 10 s resolution before they become one point a minute.'),
  SORA_METRICS_RETENTION_DAYS: z.coerce.number().int().min(1).max(400).default(7).describe('How long measurements are kept.'),
  SORA_EVENTS_RETENTION_DAYS: z.coerce.number().int().min(1).max(4000).default(400).describe('How long events are kept.'),
  SORA_CLIENT_FLUSH_MS: z.coerce.number().int().min(1_000).max(600_000).default(60_000).describe('How often devices are asked to send their measurements.'),
  SORA_INSTALL_FRAMES_PER_MINUTE: z.coerce.number().int().min(1).max(6_000).default(60).describe('Frames that one installation may send in a minute.'),
  SORA_LEDGER_LANES: z.coerce.number().int().min(1).max(256).default(2).describe('Queues that payments are booked in, by payer; paid messages, by payee. More of them help where many servers book at once; it may be changed at any time.'),
  SORA_MONEY_UNITS: moneyUnits.describe('What wallets count, each with the digits behind its decimal point, separated by commas: USD:2,COIN:0. A user’s wallet is opened in the first.'),
  SORA_IDENTITY_ISSUER: z.string().min(1).max(500).optional().describe('Identity provider whose tokens begin a user’s session, as its tokens name it ("iss"). Firebase Auth: https://securetoken.google.com/PROJECT.'),
  SORA_IDENTITY_AUDIENCE: z.string().min(1).max(500).optional().describe('Whom its tokens are made for ("aud"); needed with the issuer. Firebase Auth: PROJECT.'),
  SORA_IDENTITY_JWKS_URL: keysAddress.optional().describe('Where its public keys are; without it, the issuer’s /.well-known/jwks.json. Firebase Auth: https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com.'),
  SORA_IDENTITY_ALGORITHMS: algorithms.describe('Algorithms that its tokens may be signed with, separated by commas; only ones with a public key.'),
  SORA_IDENTITY_TENANT: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'Lowercase letters, digits and dashes.').default('main').describe('Tenant that its users belong to.'),
  SORA_SESSION_DAYS: z.coerce.number().int().min(1).max(400).default(30).describe('How long a user’s session lasts.'),
  SORA_SESSION_KEY: z.string().regex(/^[A-Za-z0-9+/_-]{43,}={0,2}$/, 'Must be at least 32 random bytes in base64 or hexadecimal: openssl rand -base64 32.').optional().describe('Secret that the tokens of sessions are hashed with, the same on every server; without it, the first server makes one and keeps it in the database. Another one ends every session.'),
  SORA_STRIPE_SECRET_KEY: z.string().regex(/^[\x21-\x7e]{8,300}$/, 'Visible ASCII characters without spaces.').optional().describe('Secret or restricted key of the Stripe account that wallets are topped up through: sk_… or rk_….'),
  SORA_STRIPE_WEBHOOK_SECRET: z.string().regex(/^[\x21-\x7e]{8,300}$/, 'Visible ASCII characters without spaces.').optional().describe('Signing secret of the Stripe webhook endpoint that points to /v1/webhooks/stripe: whsec_….'),
  SORA_STRIPE_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.stripe.com').describe('Where Stripe’s API answers; another address is for tests and proxies.'),
  SORA_WISE_TOKEN: z.string().regex(/^[\x21-\x7e]{8,2000}$/, 'Visible ASCII characters without spaces.').optional().describe('API token of the Wise account that payouts are paid from.'),
  SORA_WISE_PROFILE_ID: z.string().regex(/^\d{1,18}$/, 'A number, as Wise shows it.').optional().describe('Business profile at Wise that payouts are paid from; needed with the token.'),
  SORA_WISE_PUBLIC_KEY: z.string().regex(/^-----BEGIN PUBLIC KEY-----[\s\\nA-Za-z0-9+/=]+-----END PUBLIC KEY-----\s*$/, 'A public key as PEM; line ends may be written as \\n.').optional().describe('Public key that Wise signs its webhooks to /v1/webhooks/wise with, as PEM from Wise’s documentation.'),
  SORA_WISE_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.wise.com').describe('Where Wise’s API answers; its sandbox is https://api.wise-sandbox.com.'),
  SORA_FIRESTORE_RULES: z.string().min(1).max(4_000).optional().describe('File with the security rules of Firestore that are deployed; scanned once a day and by admin_validateFirestoreRules.'),
  SORA_STORAGE_RULES: z.string().min(1).max(4_000).optional().describe('File with the security rules of Cloud Storage, likewise.'),
  SORA_RULES_INTENTS: z.string().min(1).max(4_000).optional().describe('File that says what these rules are meant to allow, and which findings are accepted until when; without it, the defaults of docs/rules.md.'),
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
  const wrong = [...unknown, ...incompleteIdentity(given), ...(parsed.error?.issues ?? []).map((issue) => ({ name: String(issue.path[0]), message: issue.message }))];
  if (!parsed.success || wrong.length > 0) throw new SettingsError(wrong);
  return parsed.data;
}

/** An identity provider is configured whole or not at all. */
function incompleteIdentity(given: Readonly<Record<string, string | undefined>>): readonly WrongSetting[] {
  if (!Object.keys(given).some((key) => key.startsWith('SORA_IDENTITY_'))) return [];
  const missing = ['SORA_IDENTITY_ISSUER', 'SORA_IDENTITY_AUDIENCE'].filter((key) => given[key] === undefined);
  const { SORA_IDENTITY_ISSUER: issuer, SORA_IDENTITY_JWKS_URL: keys } = given;
  const keysNowhere = issuer !== undefined && keys === undefined && !isSafeAddress(issuer);
  return [
    ...missing.map((key) => ({ name: key, message: 'Is missing: SORA_IDENTITY_ISSUER and SORA_IDENTITY_AUDIENCE are needed for an identity provider, both of them.' })),
    ...(keysNowhere ? [{ name: 'SORA_IDENTITY_JWKS_URL', message: 'Is missing: the issuer is no https:// address, so that its keys cannot be looked for there.' }] : []),
  ];
}

/** The identity provider whose tokens begin sessions. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly audience: string;
  readonly keysUrl: string;
  readonly algorithms: readonly string[];
  readonly tenant: string;
}

/** Undefined when none is configured. */
export function identityProviderOf(settings: Settings): IdentityProvider | undefined {
  const { SORA_IDENTITY_ISSUER: issuer, SORA_IDENTITY_AUDIENCE: audience } = settings;
  if (issuer === undefined || audience === undefined) return undefined;
  const keysUrl = settings.SORA_IDENTITY_JWKS_URL ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
  return { issuer, audience, keysUrl, algorithms: settings.SORA_IDENTITY_ALGORITHMS, tenant: settings.SORA_IDENTITY_TENANT };
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
    return { name, value: value === undefined || value === '' ? undefined : shown(name, value), standard: standardOf(schema), meaning: schema.description ?? '' };
  });
}

/** Settings that are themselves a secret. */
const secretSettings: ReadonlySet<string> = new Set(['SORA_SESSION_KEY', 'SORA_STRIPE_SECRET_KEY', 'SORA_STRIPE_WEBHOOK_SECRET', 'SORA_WISE_TOKEN']);

function shown(name: string, value: string): string {
  if (secretSettings.has(name)) return hidden;
  return name === 'DATABASE_URL' ? hidePasswords(value) : value;
}

/** As one would write it; undefined where there is none, or nothing. */
function standardOf(schema: z.ZodType): string | undefined {
  const written = schema instanceof z.ZodPipe ? schema.in : schema;
  return written instanceof z.ZodDefault && written.def.defaultValue !== '' ? String(written.def.defaultValue) : undefined;
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
