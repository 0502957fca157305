import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../testing/run-program.ts';
import { type ChatServers, startChatServers } from './testing/chat-servers.ts';
import { hasCurl } from './testing/curl.ts';

let servers: ChatServers;
beforeAll(async () => { servers = await startChatServers(); });
afterAll(() => servers[Symbol.asyncDispose]());

const page = fileURLToPath(new URL('../../../../docs/messages.md', import.meta.url));

/** Every line of the page that asks a server, in its order. */
async function linesOfPage(): Promise<readonly string[]> {
  return (await readFile(page, 'utf8')).split('\n').filter((line) => line.startsWith('curl '));
}

/** As it stands, in a shell; where there is no curl, the same request. */
async function run(line: string): Promise<unknown> {
  if (await hasCurl()) return JSON.parse((await runProgram('sh', ['-c', line.replace(/^curl/, 'curl -sS')], { SORA: servers.urls[0], KEY: servers.key })).stdout);
  const [, path = '', body] = /^curl "?\$SORA(\S+?)"? -H "Authorization: Bearer \$KEY"(?: -d '(.*)')?$/.exec(line) ?? [];
  return (await servers.call(servers.key, path, body === undefined ? {} : { body })).json();
}

test('the lines of docs/messages.md do what the page says', async () => {
  const answers: unknown[] = [];
  for (const line of await linesOfPage()) answers.push(await run(line));
  const first = { receipt: { chat: 'book-club', seq: 1 }, message: { text: 'Hello' } };
  expect(answers).toMatchObject([
    { chatId: 'book-club', kind: 'group' }, { userId: 'alice', role: 'member' }, { kind: 'written', ...first }, { kind: 'replayed', ...first }, { entries: [{ seq: 1, text: 'Hello' }], lastSeq: 1 },
    {}, { amount: '30', unit: 'USD' },
    {}, {}, { kind: 'granted' }, { kind: 'written', message: { ai: { askedBy: 'alice' } } },
    { budgets: [{ budget: { cost: { amount: '2000', unit: 'USD' } }, used: { tokens: 1_200, cost: '4' }, held: { tokens: 0, cost: '0' } }, { userId: 'alice', budget: { tokens: 50_000 }, used: { tokens: 1_200 } }] },
    { kind: 'room', slowModeMs: 5_000 }, { role: 'member' }, { userId: 'zoe', bannedBy: 'olga' }, { code: 'banned' }, { wasBanned: true },
  ]);
});
