import type { Sha256 } from '../kernel/sha256.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { LinkedGroup, Operation } from './operation.ts';
import { payerKey } from './payer-key.ts';

/** An operation of a valid group, with what goes by its key. */
export interface Wish<Kind extends Operation = Operation> {
  readonly operation: Kind;
  /** Its place in the group, from 0. */
  readonly index: number;
  /** Payer and key. */
  readonly id: string;
  readonly fingerprint: string;
  /** Key of the first operation of its group, where it is linked with others. */
  readonly linkedKey: string | undefined;
}

export function wishesOf({ operations }: LinkedGroup, sha256: Sha256): readonly Wish[] {
  const isLinked = operations.length > 1;
  const linked = isLinked ? operations.flatMap(({ payer, key }) => [payer, key]) : null;
  const linkedKey = isLinked ? operations[0].key : undefined;
  return operations.map((operation, index) => ({
    operation, index, id: payerKey(operation.payer, operation.key), fingerprint: fingerprintOf(operation, linked, sha256), linkedKey,
  }));
}
