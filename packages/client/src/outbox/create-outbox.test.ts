import { describe, expect, test } from 'vitest';
import { finished, openedOutbox, payFor, queuedId, say, textsOf } from '../testing/opened-outbox.ts';
import { outboxRig } from '../testing/outbox-rig.ts';

const aYearMs = 365 * 86_400_000;

describe('an outbox', () => {
  test('sends what is queued, in order, and forgets it on the receipt [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    await Promise.all(['one', 'two', 'three'].map((text) => page.outbox.send(say(text))));
    expect(page.outbox.counts.unacknowledged).toBe(3);
    await rig.timers.advance(10);
    expect([textsOf(rig), page.outbox.items(), page.outbox.counts.unacknowledged]).toEqual([['one', 'two', 'three'], [], 0]);
  });

  test('keeps what a device without network takes, through a kill, and sends it once there is one [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('one'));
    await page.outbox.send(say('two'));
    await rig.timers.advance(5_000);
    page.kill();
    const again = await rig.open();
    expect(again.outbox.items().map(({ wish }) => 'text' in wish && wish.text)).toEqual(['one', 'two']);
    rig.network.fault = () => undefined;
    await rig.timers.advance(1_000);
    expect(textsOf(rig)).toEqual(['one', 'two']);
  });

  test('whose answers are lost sends again, and the server has each once [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    let requests = 0;
    rig.network.fault = () => ((requests += 1) % 2 === 1 ? 'answer-lost' : undefined);
    for (const text of ['one', 'two', 'three']) await page.outbox.send(say(text));
    await rig.timers.advance(20_000);
    expect([textsOf(rig), rig.requests.length, page.outbox.items()]).toEqual([['one', 'two', 'three'], 6, []]);
  });

  test('on each of two devices of one user sends its own, each once and each in order, though both count from one [MOB-2]', async () => {
    const phone = await openedOutbox();
    const tablet = await openedOutbox({ seed: 2, server: phone.rig.server });
    const luck = [0, 0];
    for (const [at, { rig }] of [phone, tablet].entries()) rig.network.fault = () => ((luck[at] = (luck[at] ?? 0) + 1) % 3 === 0 ? 'answer-lost' : undefined);
    for (let n = 1; n <= 20; n++) for (const [name, { page }] of [['phone', phone], ['tablet', tablet]] as const) await page.outbox.send(say(`${name} ${n}`));
    for (let second = 0; second < 120; second++) for (const { rig } of [phone, tablet]) await rig.timers.advance(1_000);
    const texts = textsOf(phone.rig);
    for (const name of ['phone', 'tablet']) expect(texts.filter((text) => text?.startsWith(name))).toEqual(Array.from({ length: 20 }, (_, n) => `${name} ${n + 1}`));
    expect([texts.length, phone.page.outbox.items(), tablet.page.outbox.items()]).toEqual([40, [], []]);
  });

  test('tries again after 1, 2, 4, 8, 16, 30 and 30 seconds, each 10 % more or less [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('one'));
    await rig.timers.advance(130_000);
    const pauses = rig.requests.slice(1).map(({ atMs }, at) => (atMs - (rig.requests[at]?.atMs ?? 0)) / 1_000);
    [1, 2, 4, 8, 16, 30, 30].forEach((seconds, at) => {
      expect(pauses[at]).toBeGreaterThanOrEqual(seconds * 0.9);
      expect(pauses[at]).toBeLessThanOrEqual(seconds * 1.1 + 0.01);
    });
    expect(page.outbox.counts.unacknowledged).toBe(1);
  });

  test('tries one at a time while nothing gets through, and all conversations at once as soon as something does', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    for (const chat of ['a', 'b', 'c', 'd', 'e', 'f']) await page.outbox.send(say(chat, chat));
    await rig.timers.advance(3_000);
    const before = rig.requests.length;
    expect(before).toBeLessThan(5);
    rig.network.fault = () => undefined;
    rig.network.delayMs = 100;
    await rig.timers.advance(8_000);
    expect(rig.requests.length - before).toBe(6);
    expect(page.outbox.items()).toEqual([]);
  });

  test('does not let one that the server always fails on hold up the other chats [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    const answer = rig.server.answer.bind(rig.server);
    Object.assign(rig.server, { answer: (request: Parameters<typeof answer>[0]) => (JSON.stringify(request.body).includes('poison') ? { kind: 'answered', status: 500, body: { code: 'internal' }, retryAfterMs: undefined } : answer(request)) });
    await page.outbox.send(say('poison', 'a'));
    for (const text of ['1', '2', '3']) await page.outbox.send(say(text, 'b'));
    await rig.timers.advance(60_000);
    expect(textsOf(rig, 'b')).toEqual(['1', '2', '3']);
    await page.outbox.send(say('4', 'b'));
    await rig.timers.advance(35_000);
    expect(textsOf(rig, 'b')).toEqual(['1', '2', '3', '4']);
  });

  test('sets a permanent refusal aside for the user, and goes on with what comes after it [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.server.closed.add('c');
    const id = await queuedId(page, say('one'));
    await rig.timers.advance(10);
    rig.server.closed.delete('c');
    await page.outbox.send(say('two'));
    await rig.timers.advance(10);
    expect([textsOf(rig), page.outbox.items()[0]?.state]).toEqual([['two'], { kind: 'needs-attention', code: 'chat-closed', detail: 'chat-closed' }]);
    await page.outbox.confirm(id);
    await rig.timers.advance(10);
    expect([textsOf(rig), page.outbox.items()]).toEqual([['two', 'one'], []]);
  });

  test('tries a refusal that the server keeps for ever under a new id', async () => {
    const { rig, page } = await openedOutbox();
    rig.server.prices.set('c', '30');
    rig.server.poor.add('alice');
    expect(await finished(rig, page.outbox.pay(payFor('one', '30')))).toMatchObject({ kind: 'refused', code: 'insufficient-funds' });
    rig.server.poor.delete('alice');
    const [item] = page.outbox.items();
    await page.outbox.confirm(item?.id ?? '');
    expect(page.outbox.items()[0]?.id).not.toBe(item?.id);
    await rig.timers.advance(10);
    expect([textsOf(rig), rig.server.payments.length]).toEqual([['one'], 1]);
  });

  test('does not storm a server that refuses its session: one refresh, then growing pauses [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'forget-session';
    for (const chat of ['a', 'b', 'c', 'd', 'e']) await page.outbox.send(say(chat, chat));
    await rig.timers.advance(60_000);
    expect(rig.refreshes).toBeLessThan(10);
    expect(rig.requests.length).toBeLessThan(40);
    rig.network.fault = () => undefined;
    await rig.timers.advance(40_000);
    expect(page.outbox.items()).toEqual([]);
  });

  test('keeps what belongs to a user who signed out, sends nothing of it in another name, and goes on when they are back [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('from alice'));
    rig.signIn('bob');
    await rig.timers.advance(0);
    expect(page.outbox.counts).toMatchObject({ unacknowledged: 0, parked: 1 });
    rig.network.fault = () => undefined;
    await page.outbox.send(say('from bob'));
    await rig.timers.advance(60_000);
    expect(rig.server.log('c').map(({ userId, text }) => [userId, text])).toEqual([['bob', 'from bob']]);
    rig.signIn('alice');
    await rig.timers.advance(60_000);
    expect(rig.server.log('c').map(({ userId, text }) => [userId, text])).toEqual([['bob', 'from bob'], ['alice', 'from alice']]);
  });

  test('takes what its user writes after a start without network, when no session can be had', async () => {
    const { rig, page } = await openedOutbox();
    page.kill();
    rig.signIn(undefined);
    const again = await rig.open();
    expect((await again.outbox.send(say('in a tunnel'))).kind).toBe('queued');
    rig.signIn('alice');
    await rig.timers.advance(40_000);
    expect(textsOf(rig)).toEqual(['in a tunnel']);
  });
});

describe('an outbox on a bad day', () => {
  test('refuses what the server would refuse, and what nobody has written, before it is queued', async () => {
    const { rig, page } = await openedOutbox();
    const codes = await Promise.all([say('é'.repeat(8_193)), say(''), say('\u202egnp.exe'), say('half \ud83d'), say('x', '../c')].map(async (wish) => {
      const outcome = await page.outbox.send(wish);
      return outcome.kind === 'refused' && outcome.code;
    }));
    expect(codes).toEqual(['too-long', 'empty', 'bad-text', 'bad-text', 'bad-target']);
    rig.signIn(undefined);
    expect(await page.outbox.send(say('x'))).toMatchObject({ kind: 'refused', code: 'nobody' });
  });

  test('on a full disk says so, and the text is still in the composer; the next start has it too [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    page.drafts.save('c', 'one\r\ntwo ');
    await page.drafts.flush();
    rig.disk.fault = () => 'full';
    expect(await page.outbox.send(say('one\ntwo'))).toMatchObject({ kind: 'refused', code: 'device-full' });
    expect([page.drafts.textOf('c'), page.outbox.items()]).toEqual(['one\r\ntwo ', []]);
    page.kill();
    rig.disk.fault = () => undefined;
    const again = await rig.open();
    expect(again.drafts.textOf('c')).toBe('one\r\ntwo ');
    await again.outbox.send(say('one\ntwo'));
    expect(again.drafts.textOf('c')).toBe('');
    again.kill();
    expect((await rig.open()).drafts.textOf('c')).toBe('');
  });

  test('on a disk that has become full sends again what was tried before, and what was not once a note of it can be kept; none is lost or doubled', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    for (const text of ['one', 'two']) await page.outbox.send(say(text));
    await rig.timers.advance(10);
    rig.disk.fault = () => 'full';
    rig.network.fault = () => undefined;
    await rig.timers.advance(5_000);
    expect([textsOf(rig), page.outbox.counts.unacknowledged]).toEqual([['one'], 1]);
    page.kill();
    rig.disk.fault = () => undefined;
    const again = await rig.open();
    await rig.timers.advance(5_000);
    expect([textsOf(rig), again.outbox.items()]).toEqual([['one', 'two'], []]);
  });

  test('leaves in the composer what is another text than the one that was sent', async () => {
    const { page } = await openedOutbox();
    page.drafts.save('c', 'half a thought');
    await page.outbox.send(say('👍'));
    expect(page.drafts.textOf('c')).toBe('half a thought');
  });

  test('waits with its paces on the clock that runs evenly, though that of the wall jumps a year', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('one'));
    await rig.timers.advance(500);
    rig.wall.advance(-aYearMs);
    await rig.timers.advance(10_000);
    const tries = rig.requests.length;
    rig.wall.advance(2 * aYearMs);
    await rig.timers.advance(10);
    expect([tries >= 4, rig.requests.length]).toEqual([true, tries]);
    rig.network.fault = () => undefined;
    await rig.timers.advance(30_000);
    expect(textsOf(rig)).toEqual(['one']);
  });

  test('set aside a torn row, and gives it out as it lies there', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('one'));
    await page.outbox.send(say('two'));
    page.kill();
    const [key, value] = [...(rig.rows.get('item') ?? [])][0] ?? ['', ''];
    rig.rows.get('item')?.set(key, value.slice(0, -9));
    const again = await rig.open();
    expect(again.outbox.counts).toMatchObject({ quarantined: 1, unacknowledged: 1 });
    expect(await again.outbox.exportQuarantine()).toEqual([value.slice(0, -9)]);
  });

  test('leaves rows of a newer library as they are, and goes on counting where it stopped', async () => {
    const { rig, page } = await openedOutbox();
    page.kill();
    const key = `${'7'.padStart(16, '0')}-${'a'.repeat(32)}`;
    rig.rows.get('meta')?.set('schema', '2');
    rig.rows.set('item', new Map([[key, '{"v":2,"what":"we do not know"}']]));
    const again = await rig.open();
    expect(again.outbox.counts).toMatchObject({ newer: 1, quarantined: 0 });
    await again.outbox.send(say('one'));
    await rig.timers.advance(10);
    expect([textsOf(rig), rig.rows.get('item')?.get(key), rig.rows.get('meta')?.get('schema')]).toEqual([['one'], '{"v":2,"what":"we do not know"}', '2']);
  });

  test('writes again what it knows when the browser clears the storage under it, under identities that were not used', async () => {
    const { rig, page } = await openedOutbox();
    await page.outbox.send(say('zero'));
    await rig.timers.advance(10);
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('one'));
    page.drafts.save('d', 'half');
    rig.rows.clear();
    await page.outbox.send(say('two'));
    page.kill();
    rig.network.fault = () => undefined;
    const again = await rig.open();
    await rig.timers.advance(60_000);
    expect([textsOf(rig), again.drafts.textOf('d')]).toEqual([['zero', 'one', 'two'], 'half']);
  });

  test('begins another install where the storage is gone, so that its numbers mean something new', async () => {
    const { rig, page } = await openedOutbox();
    await page.outbox.send(say('one'));
    await rig.timers.advance(10);
    page.kill();
    rig.rows.clear();
    const again = await rig.open();
    rig.signIn('alice');
    await rig.timers.advance(0);
    await again.outbox.send(say('one'));
    await rig.timers.advance(10);
    expect(textsOf(rig)).toEqual(['one', 'one']);
  });

  test('goes on in memory where the device keeps nothing, and says so', async () => {
    const rig = outboxRig();
    rig.disk.fault = () => 'unavailable';
    const page = await rig.open();
    rig.signIn('alice');
    await rig.timers.advance(0);
    await page.outbox.send(say('one'));
    await rig.timers.advance(10);
    expect([page.outbox.isDurable, textsOf(rig)]).toEqual([false, ['one']]);
  });

  test('drops what is ephemeral when it is too old, and counts it; a kill forgets it', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('typing'), { writeClass: 'ephemeral' });
    expect(rig.rows.get('item')?.size ?? 0).toBe(0);
    await rig.timers.advance(31_000);
    expect([page.outbox.items(), page.outbox.counts.dropped]).toEqual([[], { byUser: 0, ephemeral: 1 }]);
  });

  test('clears the composer alone, and what is queued only where that is asked for', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('one'));
    page.drafts.save('d', 'half');
    await page.clear();
    expect([page.drafts.all(), page.outbox.items().length]).toEqual([{}, 1]);
    await page.clear({ queued: true });
    expect([page.outbox.items().length, page.outbox.counts.dropped.byUser]).toEqual([0, 1]);
  });
});
