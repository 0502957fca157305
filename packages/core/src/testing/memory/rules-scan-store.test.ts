import { rulesScanStoreContract } from '../contracts/rules-scan-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryEventLog } from './event-log.ts';
import { memoryRulesScanStore } from './rules-scan-store.ts';

rulesScanStoreContract(async () => {
  const [clock, tenants] = [fakeClock(), new Set(['main', 'other'])];
  const events = memoryEventLog(clock, tenants);
  return { store: memoryRulesScanStore(clock, tenants, events), events };
});
