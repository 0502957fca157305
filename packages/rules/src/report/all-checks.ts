import type { RulesCheck } from '../analysis/rules-check.ts';
import { rulesChecks } from '../checks/index.ts';

/** What is asked about every rules file. */
export const allChecks: readonly RulesCheck[] = Object.values(rulesChecks);
