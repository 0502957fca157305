import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { statement } from './statement.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const head = { account: 'user:USD:alice', unit: 'USD', exponent: 2, fromMs: 0, toMs: 86_400_000, openingMinor: '0', opening: '0.00', closingMinor: '-15', closing: '-0.15' };
const line = (posting: number, memo?: string) => ({ posting, atMs: posting * 1_000, kind: 'transfer', key: `k${posting}`, counterparty: 'user:USD:bob', changeMinor: '-5', change: '-0.05', balanceMinor: `-${posting * 5}`, balance: `-0.${posting * 5}`, ...(memo === undefined ? {} : { memo }) });

/** A server of two pages, what it was asked, and what the command printed. */
async function run(args: readonly string[]): Promise<{ readonly asked: readonly object[]; readonly printed: string }> {
  const asked: object[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(JSON.parse(body) as object);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(asked.length === 1 ? { ...head, lines: [line(1), line(2)], nextAfter: 2 } : { ...head, lines: [line(3, '=1+1')] }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('SORA_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('SORA_TOKEN', 'a token');
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((each: unknown) => { printed.push(`${String(each)}\n`); });
  vi.spyOn(process.stdout, 'write').mockImplementation((each) => { printed.push(String(each)); return true; });
  await statement.run(args).finally(() => server.close());
  return { asked, printed: printed.join('') };
}

test('a statement is fetched page by page, all of the period that the first page had', async () => {
  const { asked, printed } = await run(['user:USD:alice', '--from', '1970-01-01', '--json']);
  expect(asked).toEqual([{ id: 'user:USD:alice', fromMs: 0 }, { id: 'user:USD:alice', fromMs: 0, toMs: 86_400_000, after: 2 }]);
  expect(JSON.parse(printed)).toMatchObject({ openingMinor: '0', closingMinor: '-15', lines: [{ posting: 1 }, { posting: 2 }, { posting: 3 }] });
});

test('as CSV no memo is a formula', async () => {
  const { printed } = await run(['user:USD:alice', '--csv']);
  expect(printed.split('\n')).toHaveLength(7);
  expect(printed).toContain(`,USD,'=1+1\n`);
});

test('for people it is a table from opening to closing balance', async () => {
  const { printed } = await run(['user:USD:alice', '--to', '1970-01-02T00:00:00Z']);
  expect(printed).toMatch(/from 1970-01-01 00:00:00 to 1970-01-02 00:00:00 UTC\nopening balance .* 0\.00\n[\s\S]*user:USD:bob {2}=1\+1\nclosing balance .* -0\.15\n$/);
});

test('a day that is none is refused in a sentence', async () => {
  for (const day of ['yesterday', '2026-13-01', '01/02/2026', '2026-01-01T00:00']) await expect(statement.run(['user:USD:alice', '--from', day])).rejects.toThrow(`"${day}" is no day`);
});
