import { missingKeysOf, type ShardKeys } from '../../testing/missing-keys.ts';

export { primaryKeyOf, statementsOfFunctions } from '../../testing/missing-keys.ts';

/** What leads the primary key of each table of the ledger after the tenant; rows are spread by it where one machine is not enough. */
export const shardKeys: ShardKeys = {
  account: ['account'],
  lane: ['lane'],
  transfer: ['payer', 'payee'],
  refusal: ['payer'],
  open_hold: ['payer'],
};

/** Parts of a statement that touch a table of the ledger and do not say of which tenant, or of which shard. */
export function missingKeys(sql: string): readonly string[] {
  return missingKeysOf(shardKeys, sql);
}
