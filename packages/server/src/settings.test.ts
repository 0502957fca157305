import { defaultThresholds } from '@sora/core';
import { expect, test } from 'vitest';
import { identityProviderOf, readSettings, SettingsError, settingsSchema } from './settings.ts';

function wrongIn(environment: Readonly<Record<string, string>>): SettingsError {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const messageFor = (name: string, value: string) => wrongIn({ [name]: value }).wrong.filter((each) => each.name === name).map(({ message }) => message).join(' ');

test('without any setting the defaults hold', () => {
  expect(readSettings({ PATH: '/bin', HOME: '/home/ada' })).toMatchObject({ SORA_PORT: 4200, SORA_HOST: '127.0.0.1', SORA_REGION: 'local', SORA_ALLOWED_HOSTS: [], SORA_TRUSTED_PROXIES: [], SORA_BODY_LIMIT_BYTES: 4_194_304, SORA_THRESHOLDS: defaultThresholds });
});

test('an empty setting counts as unset', () => {
  const empty = Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, '']));
  expect(readSettings(empty)).toEqual(readSettings({}));
});

test('every wrong setting is named at once, the unknown ones too', () => {
  const { wrong, message } = wrongIn({ SORA_PORT: '70000', SORA_REGION: 'eu west', SORA_PROT: '1', DATABASE_URL: 'mysql://db', SORA_LOG_LEVEL: 'loud', SORA_RELEASE: '1.0' });
  expect(wrong.map(({ name }) => name).toSorted()).toEqual(['DATABASE_URL', 'SORA_LOG_LEVEL', 'SORA_PORT', 'SORA_PROT', 'SORA_REGION']);
  for (const { name, message: each } of wrong) expect(message).toContain(`${name}: ${each}`);
  expect(message).toContain('sora -- settings');
});

test('an unknown name is refused with the known one that is most like it', () => {
  expect(messageFor('SORA_PROT', '1')).toBe('There is no such setting. Did you mean SORA_PORT?');
  expect(messageFor('SORA_METRIC_FLUSH_MS', '1')).toBe('There is no such setting. Did you mean SORA_METRICS_FLUSH_MS?');
  expect(messageFor('SORA_SERVICEKEY', '1')).toBe('There is no such setting. Did you mean SORA_SERVICE_KEY?');
  expect(messageFor('SORA_COFFEE_MACHINE', '1')).toBe('There is no such setting.');
});

test('an unknown name that is empty, and what other programs read, is let be', () => {
  expect(() => readSettings({ SORA_PROT: '', SORA_URL: 'http://a', SORA_TOKEN: 't', SORA_SERVICE_KEY: 'k', PORT: '1' })).not.toThrow();
});

test.for([
  ['SORA_PORT', ['-1', '65536', '4200.5', 'http', 'NaN']], ['SORA_BODY_LIMIT_BYTES', ['0', '1e12']], ['SORA_METRICS_FLUSH_MS', ['99', '60001', '5s']], ['SORA_DATABASE_POOL_SIZE', ['1', '201']], ['SORA_REGION', ['-eu', 'eu/west', 'x'.repeat(41)]],
  ['DATABASE_URL', ['db', 'https://db/name']], ['SORA_LOG_LEVEL', ['INFO', 'fatal']],
  ['SORA_TRUSTED_PROXIES', ['banana', '10.0.0.0/33', '10.0.0.0/0', '::1/129', '10.0.0/8', '10.0.0.0/8/8', '10.0.0.1 10.0.0.2', '10.0.0.0/']], ['SORA_ALLOWED_HOSTS', ['https://sora.example', 'sora.example/', 'a b', '*', 'sora.example:port']],
  ['SORA_APP_ORIGINS', ['app.example', 'https://app.example/', 'https://App.example', '*', 'null', 'https://app.example/chat', 'file:///x']],
] as const)('%s takes none of %j', ([name, values]) => {
  for (const value of values) expect([value, messageFor(name, value)]).toEqual([value, expect.stringMatching(/.{10,}/)]);
});

test('lists take every item between commas, with room around them', () => {
  const { SORA_TRUSTED_PROXIES: proxies, SORA_ALLOWED_HOSTS: hosts } = readSettings({ SORA_TRUSTED_PROXIES: ' 10.0.0.0/8, ::1 ,,loopback,2001:db8::/32', SORA_ALLOWED_HOSTS: 'sora.example, [::1]:80 , Sora.example:8443' });
  expect([proxies, hosts]).toEqual([['10.0.0.0/8', '::1', 'loopback', '2001:db8::/32'], ['sora.example', '[::1]:80', 'Sora.example:8443']]);
});

test('a list with two wrong items names both', () => {
  expect(messageFor('SORA_ALLOWED_HOSTS', 'a.example,https://b,c/d')).toMatch(/"https:\/\/b".*"c\/d"/);
});

test('a threshold is moved by JSON', () => {
  expect(readSettings({ SORA_THRESHOLDS: '{"API.LATENCY": 300}' }).SORA_THRESHOLDS.get('API.LATENCY')?.value).toBe(300);
});

test.for(['{', 'API.LATENCY=300', '[]', 'null', '300', '"x"'])('thresholds that are no JSON object are refused with an example: %s', (text) => {
  expect(messageFor('SORA_THRESHOLDS', text)).toBe('Must be a JSON object such as {"API.LATENCY": 300}.');
});

test('every wrong threshold is named, with what it may be', () => {
  const message = messageFor('SORA_THRESHOLDS', '{"API.LATENCY": "fast", "API.LATENCIES": 1, "API.ERROR": 7, "__proto__": 1}');
  for (const part of ['"API.LATENCY" must be a finite number above 0', '"API.LATENCIES" has no threshold', '"API.ERROR" must be a share between 0 and 1']) expect(message).toContain(part);
});

test('money is counted in units with the digits behind their decimal point, the first of which is the default', () => {
  expect(readSettings({}).SORA_MONEY_UNITS).toEqual([{ unit: 'USD', exponent: 2 }]);
  expect(readSettings({ SORA_MONEY_UNITS: ' COIN:0, ETH_WEI:18,' }).SORA_MONEY_UNITS).toEqual([{ unit: 'COIN', exponent: 0 }, { unit: 'ETH_WEI', exponent: 18 }]);
});

test.for(['usd:2', 'USD', 'USD:', 'USD:19', 'USD:-1', 'USD:2:3', 'US D:2', 'USD:02', '2USD:2', `${'U'.repeat(17)}:2`, 'EUR:2,usd:2'])('"%s" is no unit of money', (value) => {
  expect(messageFor('SORA_MONEY_UNITS', value)).toContain('is not a unit');
});

test('units that stand there twice, and no unit at all, are refused', () => {
  expect(messageFor('SORA_MONEY_UNITS', 'USD:2,EUR:2,USD:3')).toContain('twice');
  expect(messageFor('SORA_MONEY_UNITS', ',')).toBe('Name at least one.');
});

const firebase = { SORA_IDENTITY_ISSUER: 'https://securetoken.google.com/shop', SORA_IDENTITY_AUDIENCE: 'shop' };

test('an identity provider needs its issuer and an audience; where its keys are follows from the issuer', () => {
  expect(identityProviderOf(readSettings({}))).toBeUndefined();
  expect(identityProviderOf(readSettings(firebase))).toEqual({ issuer: firebase.SORA_IDENTITY_ISSUER, audience: 'shop', keysUrl: 'https://securetoken.google.com/shop/.well-known/jwks.json', algorithms: ['RS256', 'ES256'], tenant: 'main' });
  expect(identityProviderOf(readSettings({ ...firebase, SORA_IDENTITY_ISSUER: 'https://shop.eu.auth0.com/' }))?.keysUrl).toBe('https://shop.eu.auth0.com/.well-known/jwks.json');
  expect(identityProviderOf(readSettings({ ...firebase, SORA_IDENTITY_ISSUER: 'shop', SORA_IDENTITY_JWKS_URL: 'http://[::1]:9/keys', SORA_IDENTITY_ALGORITHMS: 'Ed25519', SORA_IDENTITY_TENANT: 'eu-shop' }))).toMatchObject({ issuer: 'shop', keysUrl: 'http://[::1]:9/keys', algorithms: ['Ed25519'], tenant: 'eu-shop' });
});

test.for(['SORA_IDENTITY_ISSUER', 'SORA_IDENTITY_AUDIENCE', 'SORA_IDENTITY_JWKS_URL', 'SORA_IDENTITY_ALGORITHMS', 'SORA_IDENTITY_TENANT'])('%s alone is half an identity provider, which is refused with what is missing', (name) => {
  const value = { SORA_IDENTITY_JWKS_URL: 'https://keys.example', SORA_IDENTITY_ALGORITHMS: 'RS256' }[name] ?? 'https://shop.example';
  const missing = wrongIn({ [name]: name === 'SORA_IDENTITY_TENANT' ? 'shop' : value }).wrong.filter(({ message }) => message.startsWith('Is missing')).map((each) => each.name);
  expect(missing).toEqual(['SORA_IDENTITY_ISSUER', 'SORA_IDENTITY_AUDIENCE'].filter((each) => each !== name));
});

test('an issuer that is no address needs the address of its keys', () => {
  expect(wrongIn({ ...firebase, SORA_IDENTITY_ISSUER: 'accounts.google.com' }).wrong).toEqual([{ name: 'SORA_IDENTITY_JWKS_URL', message: expect.stringMatching(/^Is missing/) }]);
});

test.for(['none', 'HS256', 'HS512', 'rs256', 'RS256,none', ',', 'dir'])('identity tokens are never taken by the algorithm %s', (value) => {
  expect(wrongIn({ ...firebase, SORA_IDENTITY_ALGORITHMS: value }).wrong.map(({ name }) => name)).toEqual(['SORA_IDENTITY_ALGORITHMS']);
});

test.for(['http://keys.example', 'http://localhost.evil.example', 'http://10.0.0.1/', 'ftp://127.0.0.1/', 'https://me:secret@keys.example', 'keys.example', 'file:///etc/passwd'])('keys are not read from %s, which others on the way could change', (value) => {
  const { wrong, message } = wrongIn({ ...firebase, SORA_IDENTITY_JWKS_URL: value });
  expect(wrong.map(({ name }) => name)).toEqual(['SORA_IDENTITY_JWKS_URL']);
  expect(message).not.toContain('secret');
});
