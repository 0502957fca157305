import type { Decision } from './decision.ts';

/** A request that cannot be asked about. */
export function refuse(sentence: string): Decision {
  return { allowed: false, decidedBy: { kind: 'refused', sentence }, trace: { entries: [], truncated: false }, used: { expressions: 0, accesses: 0 } };
}
