/**
 * - `user`: a person's wallet
 * - `house`: the tenant's own, such as `spend` (what users paid for) and `fees`
 * - `clearing`: money on its way to or from a provider, such as `stripe`; the only kind that may go below zero by itself
 */
export type AccountKind = 'user' | 'house' | 'clearing';

export interface AccountName {
  readonly kind: AccountKind;
  /** What it counts: a currency code or the app's own coin, such as `USD`. */
  readonly unit: string;
  /** A user id, or the name of a house or clearing account. */
  readonly owner: string;
}

/** The state of an account. Everything but `floorMinor`, `ceilingMinor` and `frozen` follows from its postings. */
export interface Account {
  readonly tenant: string;
  /** `user:USD:alice` */
  readonly id: string;
  readonly unit: string;
  readonly balanceMinor: bigint;
  /** Reserved by open holds; part of the balance, not available. */
  readonly heldMinor: bigint;
  /** Balance less held may not go below it; undefined: no bound. */
  readonly floorMinor: bigint | undefined;
  /** The balance may not go above it; undefined: no bound. */
  readonly ceilingMinor: bigint | undefined;
  /** Number of the latest posting; they count from 1 without a gap. */
  readonly postings: number;
  /** Refuses debits, takes credits. */
  readonly frozen: boolean;
}

/** The largest amount and balance: PostgreSQL's bigint, 2^63 - 1 minor units. */
export const maxMinor = 9_223_372_036_854_775_807n;
/** The lowest balance. */
export const minMinor = -9_223_372_036_854_775_808n;

const pattern = /^(user|house|clearing):([A-Z][A-Z0-9_]{0,15}):([\x21-\x7e]{1,128})$/;

/** @throws {RangeError} for a unit or owner that no account can have */
export function accountId({ kind, unit, owner }: AccountName): string {
  const id = `${kind}:${unit}:${owner}`;
  if (!pattern.test(id)) throw new RangeError(`"${id}" cannot be an account: a unit is capitals, digits and _, an owner 1 to 128 visible ASCII characters.`);
  return id;
}

/** Undefined for what `accountId` cannot have made. */
export function parseAccountId(id: string): AccountName | undefined {
  const [, kind, unit, owner] = pattern.exec(id) ?? [];
  return unit === undefined || owner === undefined ? undefined : { kind: kind as AccountKind, unit, owner };
}

export function isAccountId(id: string): boolean {
  return pattern.test(id);
}

/** What may be spent now. */
export function availableMinor({ balanceMinor, heldMinor, floorMinor }: Pick<Account, 'balanceMinor' | 'heldMinor' | 'floorMinor'>): bigint {
  return floorMinor === undefined ? maxMinor : balanceMinor - heldMinor - floorMinor;
}
