import { describe, expect, test } from 'vitest';
import { finished, openedOutbox, payFor, queuedId, say, textsOf } from '../testing/opened-outbox.ts';

const aYearMs = 365 * 86_400_000;

describe('an edit or a delete', () => {
  test('goes into what has not left yet, and the server never knows [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    await page.outbox.send(say('first'));
    await rig.timers.advance(10);
    const [kept, gone] = [await queuedId(page, say('two')), await queuedId(page, say('three'))];
    await page.outbox.edit('c', { itemId: kept }, 'two, mended');
    await page.outbox.remove('c', { itemId: gone });
    rig.network.fault = () => undefined;
    await rig.timers.advance(5_000);
    expect(textsOf(rig)).toEqual(['first', 'two, mended']);
  });

  test('of what may have left waits behind it, and names it by the number of the receipt [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'answer-lost';
    const id = await queuedId(page, say('one'));
    await rig.timers.advance(10);
    await page.outbox.edit('c', { itemId: id }, 'one, once');
    await page.outbox.edit('c', { itemId: id }, 'one, mended');
    rig.network.fault = () => undefined;
    await rig.timers.advance(5_000);
    expect(textsOf(rig)).toEqual(['one', 'edit 1: one, mended']);
    await page.outbox.edit('c', { itemId: id }, 'again');
    await page.outbox.remove('c', { itemId: id });
    await rig.timers.advance(5_000);
    expect(textsOf(rig).slice(2)).toEqual(['edit 1: again', 'delete 1: undefined']);
    expect(await page.outbox.edit('c', { itemId: `${'0'.repeat(32)}-9` }, 'x')).toMatchObject({ kind: 'refused', code: 'unknown-message' });
  });

  test('of a message that waits for its user waits with it, and other things of the chat go on', async () => {
    const { rig, page } = await openedOutbox();
    rig.server.prices.set('c', '30');
    rig.network.fault = () => 'answer-lost';
    const paid = page.outbox.pay(payFor('one', '30'));
    await rig.timers.advance(121_000);
    const outcome = await paid;
    if (outcome.kind !== 'needs-confirmation') throw new Error(outcome.kind);
    await page.outbox.edit('c', outcome, 'one, mended');
    rig.network.fault = () => undefined;
    rig.server.prices.delete('c');
    await page.outbox.send(say('two'));
    await rig.timers.advance(60_000);
    expect(textsOf(rig)).toEqual(['one', 'two']);
    rig.server.prices.set('c', '30');
    await page.outbox.confirm(outcome.itemId);
    await rig.timers.advance(60_000);
    expect([textsOf(rig), rig.server.payments.length]).toEqual([['one', 'two', 'edit 1: one, mended'], 1]);
  });
});

describe('something paid', () => {
  test('is delivered with its receipt, and a transfer under a key made of its identity [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.server.prices.set('c', '30');
    expect(await finished(rig, page.outbox.pay(payFor('one', '30')))).toMatchObject({ kind: 'delivered', receipt: { entry: { chatId: 'c', seq: 1 } } });
    const sent = await finished(rig, page.outbox.pay({ kind: 'transfer', payee: 'bob', price: { amount: '5' } }));
    expect(sent).toMatchObject({ kind: 'delivered', receipt: { transferKey: rig.server.payments[1]?.id } });
  });

  test('whose time is over is sent again only when the user says so, once, whatever became of it [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    rig.server.prices.set('c', '30');
    rig.network.fault = () => 'answer-lost';
    const outcome = await finished(rig, page.outbox.pay(payFor('one', '30')), 121_000);
    expect(outcome).toEqual({ kind: 'needs-confirmation', itemId: page.outbox.items()[0]?.id });
    rig.network.fault = () => undefined;
    const tries = rig.requests.length;
    await rig.timers.advance(600_000);
    expect(rig.requests.length).toBe(tries);
    await page.outbox.confirm(page.outbox.items()[0]?.id ?? '');
    await rig.timers.advance(10);
    expect([textsOf(rig), rig.server.payments.length, page.outbox.items()]).toEqual([['one'], 1, []]);
  });

  test('is never sent by a new start unasked, whatever the clock of the wall says [MOB-2]', async () => {
    for (const jumpMs of [0, -aYearMs, aYearMs]) {
      const { rig, page } = await openedOutbox();
      rig.network.fault = () => 'cut-before';
      void page.outbox.pay(payFor('one', '30'));
      await rig.timers.advance(10);
      page.kill();
      rig.wall.advance(jumpMs);
      rig.network.fault = () => undefined;
      const tries = rig.requests.length;
      const again = await rig.open();
      rig.signIn('alice');
      await rig.timers.advance(60_000);
      expect([rig.requests.length, again.outbox.items()[0]?.state]).toEqual([tries, { kind: 'needs-confirmation', reason: 'too-old' }]);
    }
  });

  test('whose time is over though the disk is too full to note it, is not sent unasked when another page tells of the row as it lies there', async () => {
    const { rig, page } = await openedOutbox();
    rig.network.fault = () => 'cut-before';
    const paid = page.outbox.pay(payFor('one', '30'));
    await rig.timers.advance(10);
    rig.disk.fault = () => 'full';
    expect(await finished(rig, paid, 121_000)).toMatchObject({ kind: 'needs-confirmation' });
    rig.disk.fault = () => undefined;
    rig.network.fault = () => undefined;
    const tries = rig.requests.length;
    page.device.show('visible');
    await rig.timers.advance(60_000);
    expect([rig.requests.length, page.outbox.items()[0]?.state.kind]).toEqual([tries, 'needs-confirmation']);
  });

  test('at a price that has changed is asked for again, and goes at the one the user agrees to', async () => {
    const { rig, page } = await openedOutbox();
    rig.server.prices.set('c', '40');
    expect(await finished(rig, page.outbox.pay(payFor('one', '30')))).toMatchObject({ kind: 'refused', code: 'price-changed', price: { amount: '40', unit: 'USD' } });
    await page.outbox.confirm(page.outbox.items()[0]?.id ?? '', { amount: '40' });
    await rig.timers.advance(10);
    expect([textsOf(rig), rig.server.payments.map(({ amount }) => amount)]).toEqual([['one'], ['40']]);
  });
});

describe('two pages of one app', () => {
  test('send through one of them; when it dies in the middle the other goes on, in order [MOB-2]', async () => {
    const { rig, page } = await openedOutbox();
    const other = await rig.open();
    rig.signIn('alice');
    await rig.timers.advance(0);
    rig.network.delayMs = 50;
    await page.outbox.send(say('one'));
    await other.outbox.send(say('two'));
    await rig.timers.advance(20);
    expect(rig.requests.length).toBe(1);
    page.kill();
    await rig.timers.advance(1_000);
    expect([textsOf(rig), other.outbox.items()]).toEqual([['one', 'two'], []]);
  });

  test('come to know of each other though every hint is lost', async () => {
    const { rig, page } = await openedOutbox({ hintsLost: () => true });
    const other = await rig.open();
    rig.signIn('alice');
    await rig.timers.advance(0);
    await other.outbox.send(say('from the other'));
    await rig.timers.advance(11_000);
    expect(textsOf(rig)).toEqual(['from the other']);
    other.device.show('visible');
    await rig.timers.advance(10);
    expect([other.outbox.items(), page.outbox.items()]).toEqual([[], []]);
  });

  test('tell the one that waits for a payment what the other has heard', async () => {
    for (const lost of [false, true]) {
      const { rig } = await openedOutbox({ hintsLost: () => lost });
      const other = await rig.open();
      rig.signIn('alice');
      await rig.timers.advance(0);
      rig.server.prices.set('c', '30');
      expect(await finished(rig, other.outbox.pay(payFor('one', '30')), 121_000)).toMatchObject({ kind: 'delivered' });
    }
  });
});
