import type { LinkedGroup } from '../../../ledger/operation.ts';
import { type GroupOutcome, recordedRefusals } from '../../../ledger/outcome.ts';
import { payerKey } from '../../../ledger/payer-key.ts';
import { type LedgerTables, rowKey } from '../../memory/ledger-tables.ts';
import { tenant } from '../tenant.ts';
import type { Auditor } from './auditor.ts';
import type { World } from '../world.ts';

/** Remembers what clients were told, and holds it against what is there: at once, and at the end. */
export interface Witness {
  hears(group: LinkedGroup, outcome: GroupOutcome): void;
  conclude(): void;
}

export function createWitness({ violated }: World, tables: LedgerTables, auditor: Auditor): Witness {
  /** Seals of what was acknowledged, by payer and key. */
  const acknowledged = new Map<string, string>();
  /** What was refused for good. */
  const refused = new Map<string, { readonly payer: string; readonly key: string }>();

  function booked({ operations }: LinkedGroup, outcome: GroupOutcome & { readonly kind: 'posted' | 'replayed' }): void {
    operations.forEach(({ payer, key }, index) => {
      const seal = outcome.transfers[index]?.seal;
      const id = payerKey(payer, key);
      if (seal === undefined || tables.transfers.get(rowKey(tenant, id))?.seal !== seal) violated('acknowledged-but-missing', id);
      else if ((acknowledged.get(id) ?? seal) !== seal || refused.has(id)) violated('answer-changed', id);
      else acknowledged.set(id, seal);
    });
  }

  return {
    hears(group, outcome) {
      if (outcome.kind !== 'refused') {
        booked(group, outcome);
        return;
      }
      if (!recordedRefusals.has(outcome.code)) return;
      for (const { payer, key } of group.operations) {
        const id = payerKey(payer, key);
        if (acknowledged.has(id)) violated('answer-changed', id);
        refused.set(id, { payer, key });
      }
    },
    conclude() {
      for (const [id, seal] of acknowledged) if (tables.transfers.get(rowKey(tenant, id))?.seal !== seal) violated('acknowledged-but-missing', id);
      for (const [id, { payer, key }] of refused) if (auditor.booked(payer, key) > 0) violated('refused-but-booked', id);
    },
  };
}
