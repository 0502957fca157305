import { describe, expect, test } from 'vitest';
import type { ConflictLog, NewConflict } from '../../conflicts/conflict-log.ts';
import type { EventLog } from '../../events/event-log.ts';

export interface ConflictLogHarness {
  readonly log: ConflictLog;
  /** Where the log records its events. */
  readonly events: EventLog;
  /** Lets that much time pass, by the log's clock. */
  passTime(ms: number): Promise<void>;
}

const conflict = (dedupKey: string, more: Partial<NewConflict> = {}): NewConflict => ({
  tenant: 'main', type: 'DOUBLE_SPEND', subject: 'user:USD:alice', resolution: 'The first one stands.', dedupKey, detail: { amountMinor: '10' }, ...more,
});
const keys = (conflicts: readonly NewConflict[]) => conflicts.map(({ dedupKey }) => dedupKey);

/** What every conflict log must do. @param open an empty log with the tenants `main` and `other` */
export function conflictLogContract(open: () => Promise<ConflictLogHarness>): void {
  describe('a conflict log', () => {
    test('gives back every field of a conflict, with its id and its time [CON-10]', async () => {
      const { log } = await open();
      const recorded = await log.record(conflict('k', { detail: { first: { amountMinor: '10' }, refused: [1, null] } }));
      expect(recorded).toMatchObject(conflict('k', { detail: { first: { amountMinor: '10' }, refused: [1, null] } }));
      expect(recorded?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(await log.read({ tenant: 'main', limit: 9 })).toEqual([recorded]);
    });

    test('each resolution is an event of the severity of its type, which names it [CON-10]', async () => {
      const { log, events } = await open();
      const recorded = await log.record(conflict('k', { type: 'BALANCE_INCONSISTENCY' }));
      expect(await events.read({ tenant: 'main', limit: 9 })).toMatchObject([{
        type: 'CONFLICT_DETECTED', severity: 'critical', subject: 'BALANCE_INCONSISTENCY: user:USD:alice',
        payload: { conflictId: recorded?.id, conflictType: 'BALANCE_INCONSISTENCY', subject: 'user:USD:alice', resolution: 'The first one stands.', detail: { amountMinor: '10' } },
      }]);
    });

    test('records one of many repeats, with one event; another type or tenant is no repeat', async () => {
      const { log, events } = await open();
      const answers = await Promise.all(Array.from({ length: 8 }, () => log.record(conflict('same'))));
      expect(answers.filter((recorded) => recorded !== undefined)).toHaveLength(1);
      expect(await events.read({ tenant: 'main', limit: 9 })).toHaveLength(1);
      expect(await log.record(conflict('same', { type: 'PAYMENT_RACE' }))).toBeDefined();
      expect(await log.record(conflict('same', { tenant: 'other' }))).toBeDefined();
      expect(await log.read({ tenant: 'main', limit: 9 })).toHaveLength(2);
    });

    test('answers newest first, page by page without a gap or a repeat', async () => {
      const { log, passTime } = await open();
      for (const key of ['1', '2', '3', '4', '5']) {
        await log.record(conflict(key));
        await passTime(5);
      }
      const first = await log.read({ tenant: 'main', limit: 2 });
      const second = await log.read({ tenant: 'main', limit: 2, beforeId: first[1]?.id ?? '' });
      const third = await log.read({ tenant: 'main', limit: 2, beforeId: second[1]?.id ?? '' });
      expect([first, second, third].map(keys)).toEqual([['5', '4'], ['3', '2'], ['1']]);
    });

    test('filters by type and by subject', async () => {
      const { log, passTime } = await open();
      await log.record(conflict('1', { subject: 'user:USD:bob' }));
      await passTime(5);
      await log.record(conflict('2', { type: 'PAYMENT_RACE' }));
      expect(keys(await log.read({ tenant: 'main', limit: 9, types: ['PAYMENT_RACE', 'BALANCE_INCONSISTENCY'] }))).toEqual(['2']);
      expect(keys(await log.read({ tenant: 'main', limit: 9, subject: 'user:USD:bob' }))).toEqual(['1']);
      expect(keys(await log.read({ tenant: 'main', limit: 9, subject: 'user:USD:bob', types: ['PAYMENT_RACE'] }))).toEqual([]);
    });

    test('one tenant never sees, or pages into, the conflicts of another', async () => {
      const { log, passTime } = await open();
      await log.record(conflict('theirs', { tenant: 'other' }));
      await passTime(5);
      const ours = await log.record(conflict('ours'));
      expect(keys(await log.read({ tenant: 'main', limit: 9 }))).toEqual(['ours']);
      expect(await log.read({ tenant: 'main', limit: 9, beforeId: ours?.id ?? '' })).toEqual([]);
      expect(keys(await log.read({ tenant: 'other', limit: 9 }))).toEqual(['theirs']);
    });

    test('refuses a conflict of a tenant that does not exist', async () => {
      const { log, events } = await open();
      await expect(log.record(conflict('lost', { tenant: 'nobody' }))).rejects.toMatchObject({ problem: 'not-found' });
      expect(await events.read({ tenant: 'nobody', limit: 9 })).toEqual([]);
    });
  });
}
