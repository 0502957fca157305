import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@sora/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppServer, startAppServer } from '../../../../tools/browser/app-server.ts';
import { ambient } from '../platforms/ambient.ts';
import { nodeDevice } from '../platforms/node-device.ts';
import { soleLeader } from '../platforms/sole-leader.ts';
import { sqliteJournals } from '../platforms/sqlite-journal.ts';
import type { Transport } from '../ports/transport.ts';
import { createSessionKeeper } from '../session/session-keeper.ts';
import { createOutbox, type RunningOutbox } from './create-outbox.ts';
import { deliverOverHttp } from './deliver-over-http.ts';
import { openOutboxStore } from './open-outbox-store.ts';
import { rememberedUser } from './remembered-user.ts';

let server: AppServer;
let folder: string;
beforeAll(async () => { [server, folder] = await Promise.all([startAppServer(), mkdtemp(join(tmpdir(), 'sora outbox '))]); });
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

const chats = ['north', 'south', 'east'];
const [messagesPerChat, price] = [30, 7];

interface Log {
  readonly entries: readonly { readonly kind: string; readonly text?: string; readonly target?: number; readonly seq: number; readonly paymentKey?: string }[];
}

/** Every fifth answer is lost after the server gave it, and the wait after a failure is short: what is tried is the repeat, not the patience. */
async function opened(luck: ReturnType<typeof seededRandom>, losses: { count: number }): Promise<RunningOutbox> {
  const { transport } = ambient.connect(server.url);
  const lossy: Transport = async (request) => {
    const answer = await transport(request);
    if (request.path === '/v1/sessions' || luck.next() >= 0.2) return answer;
    losses.count += 1;
    return { kind: 'unanswered', reason: 'network' };
  };
  const store = await openOutboxStore({ ...ambient, openJournal: sqliteJournals(folder) });
  const session = createSessionKeeper({ ...ambient, transport: lossy, install: store.install, random: luck, getIdentityToken: () => server.identityToken('alice') });
  await session.refresh();
  const fastTimers = { after: (delayMs: number, run: () => void) => ambient.timers.after(Math.min(delayMs, 20), run) };
  const fastClock = { nowMs: () => ambient.monotonic.nowMs() * 200 };
  return createOutbox({ ...ambient, store, session, user: rememberedUser(store, session), deliver: deliverOverHttp(lossy, session), device: nodeDevice(), leadership: soleLeader, timers: fastTimers, monotonic: fastClock, limits: { paidMs: 3_600_000 * 200 } });
}

test('through a network that loses every fifth answer and a process that ends in the middle, each message of an SQLite outbox is on a real server once, in order, paid once [MOB-2]', async () => {
  await server.backend('/v1/wallets', { userId: 'alice' });
  await server.backend('/v1/wallets/alice/credits', { amount: '1000', from: 'grants' }, 'funds');
  for (const id of chats) {
    await server.backend('/v1/chats', { id, kind: 'room', userId: 'olga' });
    await server.backend(`/v1/chats/${id}/join`, { userId: 'alice' });
  }
  await server.backend('/v1/prices', { chatId: 'east', price: { amount: `${price}` } });
  const luck = seededRandom(7);
  const losses = { count: 0 };
  const first = await opened(luck, losses);
  const send = (running: RunningOutbox, chatId: string, text: string) => running.outbox.send({ kind: 'message', chatId, text, ...(chatId === 'east' && { price: { amount: `${price}` } }) });
  for (let n = 1; n <= messagesPerChat; n++) {
    // The paid ones only in the second life: a payment is never sent unasked by a new start.
    for (const chatId of chats.slice(0, 2)) expect((await send(first, chatId, `${chatId} ${n}`)).kind).toBe('queued');
  }
  await expect.poll(() => first.outbox.counts.unacknowledged, { timeout: 20_000, interval: 5 }).toBeLessThan(messagesPerChat * 2 - 10);
  await first.stop();
  const second = await opened(luck, losses);
  expect(second.outbox.counts.unacknowledged).toBeGreaterThan(0);
  for (let n = 1; n <= messagesPerChat; n++) expect((await send(second, 'east', `east ${n}`)).kind).toBe('queued');
  const [edited] = second.outbox.items().filter(({ wish }) => wish.kind === 'message' && wish.text === `east ${messagesPerChat}`);
  await expect.poll(() => second.outbox.items().length, { timeout: 60_000 }).toBe(0);
  await second.outbox.edit('east', { itemId: edited?.id ?? '' }, 'the last word');
  await expect.poll(() => second.outbox.counts, { timeout: 60_000 }).toMatchObject({ unacknowledged: 0, needsAttention: 0, needsConfirmation: 0 });
  await second.stop();

  expect(losses.count).toBeGreaterThan(10);
  for (const chatId of chats) {
    const { entries } = await server.backend<Log>(`/v1/chats/${chatId}/messages?limit=500`);
    expect(entries.filter(({ kind }) => kind === 'message').map(({ text }) => text)).toEqual(Array.from({ length: messagesPerChat }, (_, at) => `${chatId} ${at + 1}`));
    expect(entries.filter(({ kind }) => kind === 'edit').map(({ text, target }) => [text, target])).toEqual(chatId === 'east' ? [['the last word', messagesPerChat]] : []);
  }
  const { balance } = await server.backend<{ readonly balance: string }>('/v1/wallets/alice');
  expect(balance).toBe(`${1_000 - messagesPerChat * price}`);
});
