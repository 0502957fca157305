import type { EventLog } from '../../events/event-log.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import type { RulesScan, RulesScanStore } from '../../rules/rules-scan.ts';
import { scanSummary } from '../../rules/summarise-scan.ts';
import { seededRandom } from '../seeded-random.ts';
import { timeOrderedIds } from './time-ordered-id.ts';

export function memoryRulesScanStore(clock: Clock, tenants: ReadonlySet<string>, events: EventLog): RulesScanStore {
  let scans: readonly (RulesScan & { readonly tenant: string })[] = [];
  const nextId = timeOrderedIds(seededRandom(3));
  const without = ({ tenant: _tenant, ...scan }: (typeof scans)[number]): RulesScan => scan;
  return {
    async keep(scan, raised) {
      if (!tenants.has(scan.tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${scan.tenant}".` });
      const kept = { ...scan, id: nextId(clock.nowMs()), atMs: clock.nowMs() };
      scans = [kept, ...scans];
      for (const event of raised) await events.record(event);
      return without(kept);
    },
    async latest(tenant) {
      const found = scans.find((scan) => scan.tenant === tenant);
      return found && without(found);
    },
    async history(tenant, limit) {
      return scans.filter((scan) => scan.tenant === tenant).slice(0, limit).map((scan) => scanSummary(without(scan)));
    },
  };
}
