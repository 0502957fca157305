import { defaultSora } from './default-sora.ts';
import type { SpendResult } from './spend.ts';

/**
 * Moves money from the user's wallet to the house, once for each operation, however often it is called and wherever it is interrupted.
 * @param amount minor units of the default unit (5.00 USD are 500): a safe integer or a bigint, greater than 0
 * @param operationId names what is paid for, such as an order; 1 to 200 visible ASCII characters, unique per user for ever
 * @throws {TypeError} for an amount or id that cannot be one (as a rejected promise, like all)
 * @throws {SoraError} the refusal: `insufficient-funds`, `key-reused`, `account-frozen`, `unknown-account` and the like
 * @throws {SoraError} `outcome-unknown` when half a minute of trying did not tell; calling again with the same operationId is safe
 */
export async function preventDoubleSpend(userId: string, amount: number | bigint, operationId: string): Promise<SpendResult> {
  return defaultSora().preventDoubleSpend(userId, amount, operationId);
}
