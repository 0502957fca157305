import { expect, test } from 'vitest';
import { endpointsPage } from './reference/endpoints-page.ts';
import { errorsPage } from './reference/errors-page.ts';
import { fieldsOf, fieldType } from './reference/fields.ts';
import { metricsPage } from './reference/metrics-page.ts';
import { settingsPage } from './reference/settings-page.ts';

test('layers stand in the order of the page, each type with unit, healthy side and critical level', () => {
  const page = metricsPage([
    { name: 'SECOND', position: 2, title: '', about: 'Later.', metrics: { RATE: { kind: 'ratio', unit: 'good/total', meaning: 'Good ones.', healthy: { above: 0.99 }, criticalFrom: 0.95 } } },
    { name: 'FIRST', position: 1, title: '', about: 'Sooner.', metrics: { TRIES: { kind: 'distribution', unit: 'count', meaning: 'Tries.', healthy: { atMost: 5 } }, SEEN: { kind: 'counter', unit: 'count', meaning: 'Seen.' } } },
  ]);
  expect(page.indexOf('## FIRST')).toBeLessThan(page.indexOf('## SECOND'));
  expect(page).toContain('| `RATE` | ratio | good/total | Good ones. | above 0.99 | 0.95 and below |');
  expect(page).toContain('| `TRIES` | distribution | count | Tries. | at most 5 |  |');
  expect(page).toContain('| `SEEN` | counter | count | Seen. |  |  |');
});

test('problems are listed by status with their remedy', () => {
  const page = errorsPage({ late: { status: 503, retryable: true, title: 'Late', remedy: 'Wait.' }, wrong: { status: 400, retryable: false, title: 'Wrong', remedy: 'Mend.' } });
  expect(page).toContain('| `wrong` | 400 | no | Wrong | Mend. |\n| `late` | 503 | yes | Late | Wait. |');
});

test('a setting shows its value, bounds, default and meaning', () => {
  const page = settingsPage({ properties: { SORA_PORT: { type: 'integer', minimum: 0, maximum: 65535, default: 4200, description: 'Port | door.' } } });
  expect(page).toContain('| `SORA_PORT` | integer, 0 to 65535 | `4200` | Port \\| door. |');
});

test('bounds that only say "a safe integer" are not shown as bounds', () => {
  expect(fieldType({ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER })).toBe('integer, from 1');
  expect(fieldType({ type: 'array', items: { enum: ['a', 'b'] } })).toBe('list of one of a, b');
});

test('an object of several forms shows the fields of all, and asks for what every form asks for', () => {
  const form = (kind: string, own: string) => ({ properties: { kind: { type: 'string', const: kind }, [own]: { type: 'string' } }, required: ['kind', own] });
  const fields = fieldsOf({ allOf: [{ oneOf: [form('operator', 'role'), form('service', 'scope')] }, { properties: { name: { type: 'string' } }, required: ['name'] }] });
  expect(fields.map(({ name, required }) => [name, required])).toEqual([['kind', true], ['role', false], ['scope', false], ['name', true]]);
  expect(fields[0]?.enum).toEqual(['operator', 'service']);
});

test('an endpoint shows its paths, who may call it and what it takes', () => {
  const page = endpointsPage([{ name: 'admin_x', aliases: ['/v1/x'], methods: ['GET', 'POST'], summary: 'Does x.', access: { kind: 'operator', role: 'admin' }, input: { properties: { id: { type: 'string', description: 'Which.' } }, required: ['id'] } }]);
  expect(page).toContain('| `/admin_x`, `/v1/x` | GET, POST | admin | Does x. |');
  expect(page).toContain('| `id` | string | required | Which. |');
});

test('an endpoint that asks for an idempotency key shows its header, and the field that stands for it', () => {
  const page = endpointsPage([{ name: 'pay', methods: ['POST'], summary: 'Pays.', access: { kind: 'service', scope: 'wallets:write' }, input: {}, idempotencyField: 'operationId' }]);
  expect(page).toContain('| `Idempotency-Key` | header | required | The same on every repeat of one request; 1 to 200 visible ASCII characters. Also taken as `operationId` in the body. |');
});
