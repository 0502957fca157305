import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../events/event.ts';
import type { EventLog } from '../../events/event-log.ts';

export interface EventLogHarness {
  readonly log: EventLog;
  /** Lets that much time pass, by the log's clock. */
  passTime(ms: number): Promise<void>;
}

const event = (subject: string, more: Partial<NewEvent> = {}): NewEvent => ({
  tenant: 'main', type: 'TOKEN_CREATED', severity: 'info', subject, actor: { kind: 'token', id: 't1', name: 'ci' }, ...more,
});
const subjects = (events: readonly { readonly subject: string }[]) => events.map((known) => known.subject);

/** What every event log must do. @param open an empty log with the tenants `main` and `other` */
export function eventLogContract(open: () => Promise<EventLogHarness>): void {
  describe('an event log', () => {
    test('gives back every field of an event, with its id and its time', async () => {
      const { log } = await open();
      const full = event('a token', { region: 'eu-west', release: '1.4.0', dedupKey: 'k', payload: { role: 'viewer', nested: { n: 1 } } });
      const recorded = await log.record(full);
      expect(recorded).toMatchObject(full);
      expect(recorded?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(await log.read({ tenant: 'main', limit: 10 })).toEqual([recorded]);
    });

    test('leaves out what an event does not have', async () => {
      const { log } = await open();
      await log.record(event('bare'));
      const [bare] = await log.read({ tenant: 'main', limit: 1 });
      expect(Object.keys(bare ?? {}).toSorted()).toEqual(['actor', 'atMs', 'id', 'severity', 'subject', 'tenant', 'type']);
    });

    test('the id carries the time of the event', async () => {
      const { log } = await open();
      const recorded = await log.record(event('timed'));
      expect(Number.parseInt(String(recorded?.id.replaceAll('-', '').slice(0, 12)), 16)).toBe(Math.floor(Number(recorded?.atMs)));
    });

    test('records one of many repeats of a dedup key', async () => {
      const { log } = await open();
      const answers = await Promise.all(Array.from({ length: 8 }, () => log.record(event('once', { dedupKey: 'same' }))));
      expect(answers.filter((recorded) => recorded !== undefined)).toHaveLength(1);
      expect(await log.read({ tenant: 'main', limit: 10 })).toHaveLength(1);
    });

    test('answers newest first, page by page without a gap or a repeat', async () => {
      const { log, passTime } = await open();
      for (const subject of ['1', '2', '3', '4', '5']) {
        await log.record(event(subject));
        await passTime(5);
      }
      const first = await log.read({ tenant: 'main', limit: 2 });
      const second = await log.read({ tenant: 'main', limit: 2, beforeId: first[1]?.id ?? '' });
      const third = await log.read({ tenant: 'main', limit: 2, beforeId: second[1]?.id ?? '' });
      expect([first, second, third].map(subjects)).toEqual([['5', '4'], ['3', '2'], ['1']]);
    });

    test('filters by time, type and severity', async () => {
      const { log, passTime } = await open();
      const early = await log.record(event('early', { severity: 'critical' }));
      await passTime(1000);
      await log.record(event('late', { type: 'LOGIN' }));
      expect(subjects(await log.read({ tenant: 'main', limit: 9, sinceMs: Number(early?.atMs) + 1 }))).toEqual(['late']);
      expect(subjects(await log.read({ tenant: 'main', limit: 9, types: ['LOGIN', 'LOGOUT'] }))).toEqual(['late']);
      expect(subjects(await log.read({ tenant: 'main', limit: 9, severities: ['critical'] }))).toEqual(['early']);
    });

    test('deletes what is older than asked, the oldest first and no more than asked', async () => {
      const { log, passTime } = await open();
      for (const subject of ['1', '2', '3']) {
        await log.record(event(subject));
        await passTime(1000);
      }
      const fourth = await log.record(event('4'));
      expect(await log.expire(Number(fourth?.atMs), 2)).toBe(2);
      expect(subjects(await log.read({ tenant: 'main', limit: 9 }))).toEqual(['4', '3']);
      expect(await log.expire(Number(fourth?.atMs), 2)).toBe(1);
      expect(subjects(await log.read({ tenant: 'main', limit: 9 }))).toEqual(['4']);
    });

    test('one tenant never sees, pages into or blocks the events of another', async () => {
      const { log, passTime } = await open();
      await log.record(event('theirs', { tenant: 'other', dedupKey: 'same' }));
      await passTime(5);
      const ours = await log.record(event('ours', { dedupKey: 'same' }));
      expect(subjects(await log.read({ tenant: 'main', limit: 9 }))).toEqual(['ours']);
      expect(await log.read({ tenant: 'main', limit: 9, beforeId: ours?.id ?? '' })).toEqual([]);
      expect(subjects(await log.read({ tenant: 'other', limit: 9 }))).toEqual(['theirs']);
    });

    test('refuses an event of a tenant that does not exist', async () => {
      const { log } = await open();
      await expect(log.record(event('lost', { tenant: 'nobody' }))).rejects.toMatchObject({ problem: 'not-found' });
    });
  });
}
