export { type Check, type Checks, createChecks } from './checks.ts';
export { type Found, writeEvidence } from './evidence.ts';
export { type KillCounts, type KillOptions, proveKills } from './money/kills.ts';
export { type OppositeOrdersCounts, type OppositeOrdersOptions, proveOppositeOrders } from './money/opposite-orders.ts';
