import { fakeClock, fakeTimers } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { fakeDevice } from '../testing/fake-device.ts';
import { defaultSyncTexts, type SyncFacts, type SyncState, type SyncStatus } from './sync-state.ts';
import { openSyncStatus, type SyncStatusOptions } from './sync-status.ts';

const startMs = 1_000_000;

/** A network played from a script; `trace` is every status that the user saw, and when, in milliseconds since the start. */
function played(options: Partial<SyncStatusOptions> = {}) {
  const clock = fakeClock(startMs);
  const timers = fakeTimers(clock);
  const device = fakeDevice();
  const listeners = new Set<() => void>();
  let facts: SyncFacts = { unacknowledged: 0, inFlightSinceMs: undefined, lastAnswerAtMs: startMs, failingSinceMs: undefined, isOnlineHint: true };
  const now = () => clock.nowMs();
  const store = openSyncStatus({ facts: () => facts, sources: [(listener) => { listeners.add(listener); return () => listeners.delete(listener); }], platform: { monotonic: clock, timers, device }, ...options });
  const trace: (readonly [number, SyncStatus])[] = [];
  const states: SyncState[] = [];
  store.subscribe((state) => {
    states.push(state);
    if (trace.at(-1)?.[1] !== state.status) trace.push([now() - startMs, state.status]);
  });
  const set = (change: Partial<SyncFacts>) => {
    facts = { ...facts, ...change };
    listeners.forEach((listener) => { listener(); });
  };
  return {
    store, device, timers, trace, states, set, listeners,
    wait: (ms: number) => timers.advance(ms),
    fails: () => { set({ inFlightSinceMs: undefined, failingSinceMs: facts.failingSinceMs ?? now() }); },
    answers: (unacknowledged = facts.unacknowledged) => { set({ unacknowledged, inFlightSinceMs: undefined, failingSinceMs: undefined, lastAnswerAtMs: now() }); },
    asks: () => { set({ inFlightSinceMs: now() }); },
  };
}

function expectCalm(trace: readonly (readonly [number, SyncStatus])[]): void {
  // The first two are what the subscriber is told at once and what follows from the first look.
  trace.slice(2).forEach(([atMs], index) => { expect(atMs - (trace[index + 1]?.[0] ?? 0)).toBeGreaterThanOrEqual(2_000); });
}

describe('the user is told the truth, calmly', () => {
  test('a subscriber hears at once what holds now, and nothing after it has left [MOB-6]', async () => {
    const { store, set, wait, listeners, timers } = played();
    const heard: SyncState[] = [];
    const leave = store.subscribe((state) => heard.push(state));
    expect(heard).toEqual([{ status: 'connected', message: 'Connected', tone: 'green', unacknowledged: 0 }]);
    store.subscribe(() => { throw new Error('the listener fails'); });
    set({ unacknowledged: 1 });
    leave();
    set({ unacknowledged: 2 });
    expect(heard.map(({ unacknowledged }) => unacknowledged)).toEqual([0, 1]);
    store.close();
    await wait(10_000);
    expect([listeners.size, timers.pending]).toEqual([0, 0]);
  });

  test('the four states have the texts and colours of the specification, and the texts can be replaced [MOB-6]', async () => {
    expect(Object.values(defaultSyncTexts)).toEqual(['Connected', 'No connection - your messages will be saved', 'Syncing your messages...', 'Reconnecting...', 'Reconnecting... You can keep writing']);
    const { set, fails, wait, store } = played({ texts: { offline: 'Keine Verbindung' } });
    await wait(5_000);
    set({ unacknowledged: 1 });
    fails();
    await wait(1_500);
    expect(store.state).toEqual({ status: 'offline', message: 'Keine Verbindung', tone: 'yellow', unacknowledged: 1 });
  });

  test('nothing known yet claims no connection', () => {
    const first = openSyncStatus({ facts: () => ({ unacknowledged: 0, inFlightSinceMs: startMs, lastAnswerAtMs: undefined, failingSinceMs: undefined, isOnlineHint: true }), sources: [], platform: { monotonic: { nowMs: () => startMs }, timers: { after: () => () => {} }, device: fakeDevice() } });
    expect(first.state.status).toBe('reconnecting');
  });

  test('a short blip shows nothing, nor does a message that is acknowledged in a second', async () => {
    const { trace, fails, answers, wait, set } = played();
    await wait(5_000);
    fails();
    await wait(1_400);
    answers();
    set({ unacknowledged: 1 });
    await wait(900);
    answers(0);
    await wait(20_000);
    expect(trace.map(([, status]) => status)).toEqual(['connected']);
  });

  test('a hint of the radio alone decides nothing', async () => {
    const { trace, set, device, wait } = played();
    set({ isOnlineHint: false, unacknowledged: 0 });
    device.connect(false);
    await wait(60_000);
    expect(trace.map(([, status]) => status)).toEqual(['connected']);
  });
});

describe('traces of networks', () => {
  test('outage: offline with unsent messages is told within two seconds, and then drained [MOB-6]', async () => {
    const { trace, fails, answers, asks, wait, set } = played();
    await wait(10_000);
    set({ unacknowledged: 3 });
    asks();
    fails();
    await wait(30_000);
    answers(2);
    await wait(1_000);
    answers(1);
    await wait(1_500);
    answers(0);
    await wait(10_000);
    expect(trace).toEqual([[0, 'connected'], [11_500, 'offline'], [40_000, 'syncing'], [42_500, 'connected']]);
  });

  test('outage with nothing to send: reconnecting first, offline after ten seconds; at once when the radio says so too', async () => {
    const { trace, fails, wait } = played();
    await wait(5_000);
    fails();
    await wait(30_000);
    expect(trace).toEqual([[0, 'connected'], [6_500, 'reconnecting'], [15_000, 'offline']]);
    const plane = played();
    await plane.wait(5_000);
    plane.set({ isOnlineHint: false });
    plane.fails();
    await plane.wait(30_000);
    expect(plane.trace).toEqual([[0, 'connected'], [6_500, 'offline']]);
  });

  test('flap: at most one change in two seconds, whatever the network does, and being offline is still told in time [MOB-6]', async () => {
    for (const periodMs of [100, 700, 1_600, 2_100, 3_500]) {
      const { trace, fails, answers, wait, set, states } = played();
      set({ unacknowledged: 5 });
      for (let turn = 0; turn < 40; turn++) {
        fails();
        await wait(periodMs);
        if (periodMs >= 2_000) expect(states.at(-1)?.status).toBe('offline');
        answers();
        await wait(periodMs);
      }
      expectCalm(trace);
      if (periodMs < 1_500) expect(trace.map(([, status]) => status)).not.toContain('offline');
    }
  });

  test('captive portal: the radio is on, answers come that are not of our server', async () => {
    const { trace, fails, wait, set } = played();
    await wait(3_000);
    set({ unacknowledged: 1, isOnlineHint: true });
    for (let request = 0; request < 20; request++) {
      fails();
      await wait(1_000);
    }
    expect(trace).toEqual([[0, 'connected'], [4_500, 'offline']]);
  });

  test('resume from the background: what failed hours ago is not told as of now', async () => {
    const { trace, fails, answers, wait, device, set } = played();
    set({ unacknowledged: 1 });
    await wait(500);
    device.show('hidden');
    fails();
    await wait(3_600_000);
    device.show('visible');
    await wait(400);
    answers(0);
    await wait(10_000);
    expect(trace.filter(([atMs]) => atMs > 3_600_000)).toEqual([[3_600_500, 'reconnecting'], [3_602_500, 'connected']]);
    expectCalm(trace);
  });

  test('resume without a network: told again, within two seconds', async () => {
    const { trace, fails, wait, device, set } = played();
    set({ unacknowledged: 1 });
    fails();
    await wait(60_000);
    device.show('hidden');
    await wait(60_000);
    device.show('visible');
    await wait(10_000);
    expect(trace.slice(1)).toEqual([[2_000, 'offline'], [120_000, 'reconnecting'], [122_000, 'offline']]);
  });

  test('slow server: syncing while it takes its time, reconnecting when it says nothing for ten seconds', async () => {
    const { trace, asks, answers, wait, set } = played();
    await wait(5_000);
    set({ unacknowledged: 1 });
    asks();
    await wait(6_000);
    answers(0);
    await wait(4_000);
    set({ unacknowledged: 1 });
    asks();
    await wait(15_000);
    answers(0);
    await wait(5_000);
    expect(trace).toEqual([[0, 'connected'], [6_000, 'syncing'], [11_000, 'connected'], [16_000, 'syncing'], [25_000, 'reconnecting'], [30_000, 'connected']]);
  });

  test('a hundred queued drain: one change to syncing, one back, and the count goes down', async () => {
    const { trace, states, asks, answers, wait, set } = played();
    await wait(5_000);
    set({ unacknowledged: 100 });
    for (let left = 99; left >= 0; left--) {
      asks();
      await wait(50);
      answers(left);
    }
    await wait(5_000);
    expect(trace).toEqual([[0, 'connected'], [6_000, 'syncing'], [10_000, 'connected']]);
    expect(states.map(({ unacknowledged }) => unacknowledged)).toEqual(expect.arrayContaining([100, 57, 1, 0]));
  });

  test('offline stays offline while nothing answers, though the last unsent message is given up', async () => {
    const { trace, fails, wait, set } = played();
    set({ unacknowledged: 1 });
    fails();
    await wait(3_000);
    set({ unacknowledged: 0 });
    await wait(30_000);
    expect(trace.map(([, status]) => status)).toEqual(['connected', 'offline']);
  });
});
