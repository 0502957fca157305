import { fakeClock, fakeTimers, seededRandom } from '@sora/core/testing';
import { expect, test } from 'vitest';
import type { LiveSocketEvents } from '../ports/transport.ts';
import type { SessionKeeper, UserSession } from '../session/session.ts';
import { listeners } from '../session/listeners.ts';
import { type ChatNews, createLiveConnection } from './live-connection.ts';

/** A connection with sockets that the test holds in its hands. */
function connecting() {
  const clock = fakeClock(0);
  const timers = fakeTimers(clock);
  const sockets: { readonly events: LiveSocketEvents; readonly said: unknown[]; isClosed: boolean }[] = [];
  const { tell, subscribe } = listeners<UserSession | undefined>();
  let refreshes = 0;
  const session: SessionKeeper & { current: UserSession | undefined } = {
    current: { userId: 'alice', token: 'token-0' },
    refresh: async () => {
      session.current = { userId: 'alice', token: `token-${(refreshes += 1)}` };
      tell(session.current);
      return session.current;
    },
    end() {
      session.current = undefined;
      tell(undefined);
    },
    subscribe,
  };
  const live = createLiveConnection({
    session, monotonic: clock, timers, random: seededRandom(5),
    openSocket: (events) => {
      const socket = { events, said: [] as unknown[], isClosed: false };
      sockets.push(socket);
      return { send: (text) => socket.said.push(JSON.parse(text)), close: () => { socket.isClosed = true; } };
    },
  });
  const last = () => {
    const socket = sockets[sockets.length - 1];
    if (socket === undefined) throw new Error('No socket was opened.');
    return { ...socket, hear: (frame: object) => { socket.events.onText(JSON.stringify(frame)); }, welcome() {
      socket.events.onOpen();
      socket.events.onText(JSON.stringify({ type: 'welcome', version: 1, userId: 'alice', heartbeatMs: 25_000 }));
    } };
  };
  const follow = (chat: string) => {
    const heard: ChatNews[] = [];
    return { heard, ...live.follow(chat, (news) => heard.push(news)) };
  };
  return { live, sockets, last, follow, timers, session };
}

test('no socket before a chat is followed, one for all that are, none when nobody follows any more', async () => {
  const { live, sockets, last, follow, timers } = connecting();
  expect(sockets.length).toBe(0);
  const [a, b] = [follow('a'), follow('b')];
  await timers.advance(0);
  last().welcome();
  expect([sockets.length, live.state]).toEqual([1, 'connected']);
  a.stop();
  b.stop();
  expect([last().isClosed, live.state]).toEqual([true, 'closed']);
});

test('the token goes in the first frame; chats are subscribed to from where they are', async () => {
  const { last, follow, timers } = connecting();
  follow('a').from(7);
  await timers.advance(0);
  last().welcome();
  follow('b').from(1);
  expect(last().said).toEqual([{ type: 'hello', version: 1, token: 'token-0' }, { type: 'subscribe', chat: 'a', from: 7 }, { type: 'subscribe', chat: 'b', from: 1 }]);
});

test('a chat hears its own entries, viewers and pieces of replies', async () => {
  const { last, follow, timers } = connecting();
  const [a, b] = [follow('a'), follow('b')];
  await timers.advance(0);
  last().welcome();
  last().hear({ type: 'entries', chat: 'a', entries: [{ seq: 1 }] });
  last().hear({ type: 'viewers', chat: 'b', count: 3 });
  last().hear({ type: 'partial', chat: 'b', reply: 'r', offset: 0, text: 'Hel' });
  expect([a.heard.map(({ type }) => type), b.heard.map(({ type }) => type)]).toEqual([['entries'], ['viewers', 'partial']]);
});

test('when the socket is lost, chats are told, and it is opened again after growing pauses', async () => {
  const { sockets, last, follow, timers } = connecting();
  const a = follow('a');
  await timers.advance(0);
  last().welcome();
  last().events.onClose(1006);
  expect(a.heard).toEqual([{ type: 'behind' }]);
  await timers.advance(1_200);
  expect(sockets.length).toBe(2);
  last().events.onClose(1006);
  await timers.advance(1_200);
  expect(sockets.length).toBe(2);
  await timers.advance(1_200);
  expect(sockets.length).toBe(3);
});

test('a hint when to come back is honoured', async () => {
  const { sockets, last, follow, timers } = connecting();
  follow('a');
  await timers.advance(0);
  last().welcome();
  last().hear({ type: 'reconnect', afterMs: 17_000 });
  last().events.onClose(1012);
  await timers.advance(16_999);
  expect(sockets.length).toBe(1);
  await timers.advance(1);
  expect(sockets.length).toBe(2);
});

test('a session that is over is exchanged before the next try', async () => {
  const { last, follow, timers } = connecting();
  follow('a');
  await timers.advance(0);
  last().events.onOpen();
  last().events.onClose(4401);
  await timers.advance(2_000);
  last().events.onOpen();
  expect(last().said[0]).toEqual({ type: 'hello', version: 1, token: 'token-1' });
});

test('a newer session of the user is told to the server before the old one ends', async () => {
  const { last, follow, timers, session } = connecting();
  follow('a');
  await timers.advance(0);
  last().welcome();
  await session.refresh();
  expect(last().said).toContainEqual({ type: 'token', token: 'token-1' });
});

test('who signs out is not connected; who signs in again is', async () => {
  const { live, sockets, follow, timers, last, session } = connecting();
  const a = follow('a');
  await timers.advance(0);
  last().welcome();
  session.end();
  expect([live.state, last().isClosed, a.heard]).toEqual(['closed', true, [{ type: 'behind' }]]);
  await session.refresh();
  await timers.advance(0);
  expect(sockets.length).toBe(2);
});

test('a socket that is silent for 62 s is given up, however open it says it is', async () => {
  const { sockets, last, follow, timers } = connecting();
  const a = follow('a');
  await timers.advance(0);
  last().welcome();
  await timers.advance(60_000);
  expect([sockets.length, last().said.filter((said) => JSON.stringify(said) === '{"type":"ping"}').length]).toEqual([1, 2]);
  await timers.advance(30_000);
  expect(a.heard).toEqual([{ type: 'behind' }]);
  expect(sockets.length).toBe(2);
});

test('a server of another protocol is left alone: the app goes on over HTTP', async () => {
  const { live, sockets, last, follow, timers } = connecting();
  const a = follow('a');
  await timers.advance(0);
  last().events.onOpen();
  last().hear({ type: 'upgrade', versions: [9], works: ['http'] });
  last().events.onClose(4426);
  await timers.advance(600_000);
  expect([live.state, sockets.length, a.heard]).toEqual(['http-only', 1, [{ type: 'behind' }]]);
});

test.each([
  ['a resync', { type: 'resync', chat: 'a', lastSeq: 9 }, 'behind'],
  ['a server short of room', { type: 'unsubscribed', chat: 'a', code: 'unavailable' }, 'behind'],
  ['a removal', { type: 'unsubscribed', chat: 'a', code: 'not-a-member' }, 'not-a-member'],
])('%s is passed on', async (_what, frame, type) => {
  const { last, follow, timers } = connecting();
  const a = follow('a');
  await timers.advance(0);
  last().welcome();
  last().hear(frame);
  expect(a.heard).toEqual([{ type }]);
});

test('what is not understood is left alone', async () => {
  const { live, last, follow, timers } = connecting();
  const a = follow('a');
  await timers.advance(0);
  last().welcome();
  for (const text of ['', 'null', '[]', '{', '{"type":"toString"}', '{"type":"entries","chat":"a","entries":null}', '{"type":"entries","chat":3,"entries":[]}', '{"type":"new-thing","chat":"a"}']) last().events.onText(text);
  expect([live.state, a.heard]).toEqual(['connected', []]);
});
