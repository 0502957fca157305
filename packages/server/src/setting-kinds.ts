import { isIP } from 'node:net';
import { configureThresholds } from '@sora/core';
import { z } from 'zod';

/** @param isGood what each item of the list has to be, and `rule` says so */
const list = (isGood: (item: string) => boolean, rule: string, standard = '') =>
  z
    .string()
    .default(standard)
    .transform((text, context) => {
      const items = text.split(',').map((item) => item.trim()).filter((item) => item !== '');
      for (const item of items) if (!isGood(item)) context.addIssue({ code: 'custom', message: `"${item}" is not ${rule}` });
      return items;
    });

export const hosts = list((item) => /^(\[[\da-f:]+\]|[a-z\d.-]+)(:\d{1,5})?$/i.test(item), 'a host name as it stands in an address, without https:// and path: sora.example or sora.example:8443.');

export const origins = list((item) => URL.canParse(item) && new URL(item).origin === item && item !== 'null', 'an origin as browsers write it, without a path: https://app.example or http://localhost:5173.');

export const proxies = list((item) => ['loopback', 'linklocal', 'uniquelocal'].includes(item) || isRange(item), 'an address or CIDR range such as 10.0.0.0/8.');

function isRange(item: string): boolean {
  const [address = '', bits = '1', ...more] = item.split('/');
  const version = isIP(address);
  return version !== 0 && more.length === 0 && /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
// With HS256 and its kin whoever can check a token can make one: the published key would be the secret.
export const algorithms = list((item) => asymmetric.includes(item), `an algorithm with a public key: ${asymmetric.join(', ')}.`, 'RS256,ES256').refine((items) => items.length > 0, 'Name at least one.');

export const keysAddress = z.string().refine(isSafeAddress, 'Must be an https:// address; http:// only on this machine.');

/** An address that nobody on the way can change the answer of: by TLS, or on this machine. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
}

/** True for the names and addresses of this machine that no other machine can reach. */
export function isLoopback(host: string): boolean {
  const plain = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return plain === 'localhost' || plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** A unit of money, and how many digits of an amount stand behind its decimal point: 2 for USD. */
export interface MoneyUnit {
  readonly unit: string;
  readonly exponent: number;
}

export const moneyUnits = z
  .string()
  .default('USD:2')
  .transform((text, context): readonly [MoneyUnit, ...MoneyUnit[]] => {
    const items = text.split(',').map((item) => item.trim()).filter((item) => item !== '');
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    for (const item of items) if (parseUnit(item) === undefined) refuse(`"${item}" is not a unit: up to 16 capitals, digits or _, then the digits behind the decimal point, 0 to 18, such as USD:2.`);
    const [first, ...more] = items.flatMap((item) => parseUnit(item) ?? []);
    if (more.some(({ unit }, index) => [first, ...more].findIndex((each) => each?.unit === unit) <= index)) refuse('A unit stands there twice.');
    if (items.length === 0) refuse('Name at least one.');
    return first === undefined ? z.NEVER : [first, ...more];
  });

function parseUnit(item: string): MoneyUnit | undefined {
  const [, unit, exponent] = /^([A-Z][A-Z0-9_]{0,15}):(\d|1[0-8])$/.exec(item) ?? [];
  return unit === undefined ? undefined : { unit, exponent: Number(exponent) };
}

export const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'Up to 40 letters, digits, dots, dashes or underscores.');

export const thresholds = z
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
