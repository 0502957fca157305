import { describe } from 'vitest';
import { accountTests } from './ledger-store-accounts.ts';
import { boundTests } from './ledger-store-bounds.ts';
import { historyTests } from './ledger-store-history.ts';
import type { OpenLedgerStore } from './ledger-store-harness.ts';
import { holdTests } from './ledger-store-holds.ts';
import { holdTimeTests } from './ledger-store-hold-times.ts';
import { keyTests } from './ledger-store-keys.ts';
import { linkedTests } from './ledger-store-linked.ts';
import { sealTests } from './ledger-store-seals.ts';
import { transferTests } from './ledger-store-transfers.ts';

/** What every ledger store must do. @param open an empty ledger with the tenants `main` and `other` */
export function ledgerStoreContract(open: OpenLedgerStore): void {
  describe('a ledger store opens accounts', () => accountTests(open));
  describe('a ledger store moves money', () => transferTests(open));
  describe('a ledger store keeps keys', () => keyTests(open));
  describe('a ledger store holds money', () => holdTests(open));
  describe('a ledger store times holds out', () => holdTimeTests(open));
  describe('a ledger store links operations', () => linkedTests(open));
  describe('a ledger store keeps bounds', () => boundTests(open));
  describe('a ledger store shows history', () => historyTests(open));
  describe('a ledger store seals', () => sealTests(open));
}
