import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../events/event.ts';
import type { EventLog } from '../../events/event-log.ts';
import type { NewRulesScan, RulesScanStore } from '../../rules/rules-scan.ts';

export interface RulesScanStoreHarness {
  readonly store: RulesScanStore;
  /** Where the store records what a scan raises. */
  readonly events: EventLog;
}

// Characters that rules may hold, and that a database may refuse.
const witness = { request: { operation: 'get', path: 'a/\0' }, documents: { 'a/b': { c: '\ud800"' } }, objects: {} };

function scan(digest: string, more: Partial<NewRulesScan> = {}): NewRulesScan {
  const finding = { id: 'f', check: 'c', severity: 'high', path: '/a/{b}', line: 1, sentence: 's', witness, steps: [witness], fix: 'x' } as const;
  const report = { score: 85, pass: false, compiles: true, diagnostics: [], findings: [finding], accepted: [{ finding, reason: 'known', expiresAtMs: 1 }], matrix: [], undecided: { cells: 0, of: 5, protectedCells: 0 } };
  const file = { kind: 'firestore', path: 'firestore.rules', source: `// ${digest}\0`, digest, change: 'looser', report } as const;
  return { tenant: 'main', trigger: 'schedule', tookMs: 12, score: 85, pass: false, findings: { critical: 0, high: 1, medium: 0, low: 0 }, accepted: 1, files: [file], ...more };
}

const event = (more: Partial<NewEvent> = {}): NewEvent => ({ tenant: 'main', type: 'SECURITY_RULES_VIOLATION', severity: 'critical', subject: 'x', actor: { kind: 'node', id: 'n' }, dedupKey: 'k', ...more });

/** What every store of scans must do. @param open an empty one with the tenants `main` and `other` */
export function rulesScanStoreContract(open: () => Promise<RulesScanStoreHarness>): void {
  describe('a store of rules scans', () => {
    test('gives back the latest scan whole, and those before it in few words, newest first [SEC-2]', async () => {
      const { store } = await open();
      expect([await store.latest('main'), await store.history('main', 9)]).toEqual([undefined, []]);
      const first = await store.keep(scan('a'), []);
      const { tenant: _tenant, ...second } = scan('b');
      const kept = await store.keep(scan('b'), []);
      expect(kept).toEqual({ ...second, id: kept.id, atMs: kept.atMs });
      expect(await store.latest('main')).toEqual(kept);
      const [{ report: { score, pass, compiles }, source: _source, ...file }] = [...kept.files] as [(typeof kept.files)[number]];
      const history = await store.history('main', 9);
      expect(history.map(({ id }) => id)).toEqual([kept.id, first.id]);
      expect(history[0]).toEqual({ ...kept, files: [{ ...file, score, pass, compiles }] });
      expect(await store.history('main', 1)).toHaveLength(1);
    });

    test('keeps what a scan raises with it; a key that is there already raises nothing again [SEC-5]', async () => {
      const { store, events } = await open();
      await store.keep(scan('a'), [event(), event({ dedupKey: 'other' })]);
      await store.keep(scan('a'), [event()]);
      expect((await events.read({ tenant: 'main', limit: 9 })).map(({ type, dedupKey }) => [type, dedupKey])).toEqual([['SECURITY_RULES_VIOLATION', 'other'], ['SECURITY_RULES_VIOLATION', 'k']]);
    });

    test('keeps neither scan nor event where one of them is refused', async () => {
      const { store, events } = await open();
      await expect(store.keep(scan('a', { tenant: 'nobody' }), [event()])).rejects.toMatchObject({ problem: 'not-found' });
      expect([await store.latest('main'), await events.read({ tenant: 'main', limit: 9 })]).toEqual([undefined, []]);
    });

    test('another tenant has scans of its own', async () => {
      const { store } = await open();
      const mine = await store.keep(scan('a'), []);
      await store.keep(scan('b', { tenant: 'other' }), []);
      expect(await store.latest('main')).toEqual(mine);
      expect((await store.history('other', 9)).map(({ files }) => files[0]?.digest)).toEqual(['b']);
    });
  });
}
