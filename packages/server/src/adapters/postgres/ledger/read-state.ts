import type { LedgerState } from '@sora/core';
import type { Pool } from 'pg';
import { mapDatabaseError } from '../database-error.ts';
import { textArray } from './array-literal.ts';
import { type LaneName, type StateRow, stateOf } from './lock-and-read.ts';

/** As `ledger_lock_and_read` reads them, without a lock: what is decided on it has to be proven. */
export const readStateSql = `
  select l.seq, encode(l.seal, 'hex') as seal, floor(extract(epoch from clock_timestamp()) * 1000) as now_ms, (
    select string_agg(concat_ws(' ', a.account, a.balance, a.held, coalesce(a.floor::text, '-'), coalesce(a.ceiling::text, '-'), a.postings, a.frozen, a.checksum = (a.balance # a.held # a.postings)), E'\\n')
    from account as a where a.tenant = $1 and a.account = any ($3)) as known, null as booked, null as refused, null as holds
  from lane as l where l.tenant = $1 and l.lane = $2`;

/**
 * The end of a lane and these accounts, as far as they exist; undefined while nothing was booked in the lane.
 * @throws {AlteredAccountsError}
 */
export async function readState(pool: Pick<Pool, 'connect'>, lane: LaneName, accounts: readonly string[]): Promise<LedgerState | undefined> {
  const client = await pool.connect().catch((error: unknown) => { throw mapDatabaseError(error); });
  let isSound = false;
  try {
    const { rows: [row] } = await client.query<StateRow>({ name: 'ledger_read_state', text: readStateSql, values: [lane.tenant, lane.lane, textArray(accounts)] });
    isSound = true;
    return row && stateOf(lane, row);
  } catch (error) {
    throw mapDatabaseError(error);
  } finally {
    client.release(!isSound);
  }
}
