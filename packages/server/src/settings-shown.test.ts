import { expect, test } from 'vitest';
import { describeSettings, readSettings, SettingsError, settingsSchema } from './settings.ts';

const shown = (environment: Readonly<Record<string, string>>, name: string) => describeSettings(environment).find((each) => each.name === name)?.value;

test('every setting is described, in order, with its default and its meaning', () => {
  const described = describeSettings({});
  expect(described.map(({ name }) => name)).toEqual(Object.keys(settingsSchema.shape));
  for (const { meaning, value } of described) expect([meaning.length > 20, value]).toEqual([true, undefined]);
  expect(described.find(({ name }) => name === 'SORA_PORT')).toMatchObject({ standard: '4200' });
});

test('a value is shown as it was set, an empty one as unset', () => {
  expect([shown({ SORA_PORT: '80' }, 'SORA_PORT'), shown({ SORA_PORT: '' }, 'SORA_PORT')]).toEqual(['80', undefined]);
});

test('the session key is never shown, only that there is one', () => {
  const key = 'k'.repeat(44);
  expect([shown({ SORA_SESSION_KEY: key }, 'SORA_SESSION_KEY'), shown({}, 'SORA_SESSION_KEY')]).toEqual(['***', undefined]);
  expect(() => readSettings({ SORA_SESSION_KEY: `${key} ` })).toThrow(/^(?![^]*kkkk)[^]*SORA_SESSION_KEY: Must be at least 32 random bytes/);
});

test('a default is shown as one would write it', () => {
  const standards = Object.fromEntries(describeSettings({}).map(({ name, standard }) => [name, standard]));
  expect(standards).toMatchObject({ SORA_HOST: '127.0.0.1', SORA_MONEY_UNITS: 'USD:2', SORA_IDENTITY_ALGORITHMS: 'RS256,ES256', SORA_THRESHOLDS: '{}', SORA_ALLOWED_HOSTS: undefined, DATABASE_URL: undefined });
});

test('of the address of the database everything is shown but its passwords', () => {
  expect(shown({ DATABASE_URL: 'postgres://ada:hunter2@db:5432/sora?sslmode=require' }, 'DATABASE_URL')).toBe('postgres://ada:***@db:5432/sora?sslmode=require');
  expect(shown({ DATABASE_URL: 'postgres://ada@db/sora' }, 'DATABASE_URL')).toBe('postgres://ada@db/sora');
});

test.for([
  'postgres://ada:hunter2@db/sora', 'postgres://ada:x@hunter2@db/sora', 'postgres://ada:hunter2:more@db/sora', 'postgres://:hunter2@db/sora', 'postgres://db/sora?user=ada&password=hunter2', 'postgres://db/sora?sslpassword=hunter2', 'postgres://db/sora?PASSWORD=hunter2&password=hunter2',
  'postgres://ada:1/hunter2@db/sora', 'postgres://ada:hunter2/@db/sora', 'postgres://ada:hunter2#x@db/sora', 'host=db user=ada password=hunter2', 'hunter2', 'mysql://ada:hunter2@db/sora', 'postgres://ada:hunter2@db:port/sora',
])('no password is shown of %s, neither in a list nor in an error', (address) => {
  expect(shown({ DATABASE_URL: address }, 'DATABASE_URL')).not.toContain('hunter2');
  try {
    readSettings({ DATABASE_URL: address, SORA_PORT: 'wrong' });
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    expect(String(error)).not.toContain('hunter2');
    expect(JSON.stringify(error)).not.toContain('hunter2');
  }
  expect.assertions(4);
});
