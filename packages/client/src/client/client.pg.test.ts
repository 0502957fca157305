import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type AppServer, startAppServer } from '../../../../tools/browser/app-server.ts';
import { chatView } from '../chats/chat-view.ts';
import type { OpenedChat } from '../chats/open-chat.ts';
import { createCrashRecovery } from '../crash/crash-recovery.ts';
import { platform } from '../platforms/node.ts';
import { createChats } from './chats.ts';
import { createStabilityClient } from './stability-client.ts';

let server: AppServer;
beforeAll(async () => { server = await startAppServer(); });
afterAll(() => server.close());

const soon = { timeout: 20_000, interval: 20 };

/** A device of this user. */
async function device(userId: string) {
  const folder = await mkdtemp(join(tmpdir(), 'sora-client-'));
  const on = platform({ folder });
  const client = await createStabilityClient({ url: server.url, getIdentityToken: () => server.identityToken(userId) }, { platform: on, crash: createCrashRecovery({ platform: on, release: '1' }) });
  const chats = await createChats(client);
  onTestFinished(async () => {
    await chats.stop();
    await client.stop();
    await rm(folder, { recursive: true });
  });
  return { client, chats };
}

const texts = (chat: OpenedChat) => chatView(chat.state.entries, []).map(({ text }) => text);

async function group(chatId: string, ...members: readonly [string, ...string[]]) {
  await server.backend('/v1/chats', { id: chatId, kind: 'group', userId: members[0] });
  for (const userId of members.slice(1)) await server.backend(`/v1/chats/${chatId}/members`, { userId: members[0], memberId: userId, role: 'member' });
}

test('what one device sends, the other sees at once, and once [MOB-2]', async () => {
  await group('book-club', 'alice', 'bob');
  const [alice, bob] = [await device('alice'), await device('bob')];
  await alice.client.signIn();
  await bob.client.signIn();
  const seen = await bob.chats.open('book-club');
  await expect.poll(() => seen.state.isFresh, soon).toBe(true);
  for (let n = 1; n <= 20; n++) await alice.client.outbox.send({ kind: 'message', chatId: 'book-club', text: `message ${n}` });
  await expect.poll(() => texts(seen).length, soon).toBe(20);
  expect(texts(seen)).toEqual(Array.from({ length: 20 }, (_, n) => `message ${n + 1}`));
  await expect.poll(() => alice.client.outbox.counts.unacknowledged, soon).toBe(0);
  await expect.poll(() => alice.client.sync.state.message, soon).toBe('Connected');
});

test('what is written while the server is away is kept, the banner says so, and all of it arrives in order when it is back [MOB-2] [MOB-3]', async () => {
  await group('night-shift', 'carol');
  const { client, chats } = await device('carol');
  await client.signIn();
  const chat = await chats.open('night-shift');
  await expect.poll(() => chat.state.isFresh, soon).toBe(true);
  await expect.poll(() => client.sync.state.status, soon).toBe('connected');
  await server.kill();
  for (let n = 1; n <= 5; n++) await client.outbox.send({ kind: 'message', chatId: 'night-shift', text: `offline ${n}` });
  await expect.poll(() => client.sync.state.message, soon).toBe('No connection - your messages will be saved');
  await server.start();
  await expect.poll(() => client.outbox.counts.unacknowledged, { timeout: 60_000, interval: 100 }).toBe(0);
  await expect.poll(() => texts(chat), soon).toEqual([1, 2, 3, 4, 5].map((n) => `offline ${n}`));
  await expect.poll(() => client.sync.state.message, soon).toBe('Connected');
});
