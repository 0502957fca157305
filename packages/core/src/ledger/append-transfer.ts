import { nextLeg, type WorkingAccount } from './account-book.ts';
import type { BatchWork } from './batch-work.ts';
import type { Operation } from './operation.ts';
import { memoDigestOf, sealOf } from './seal.ts';
import type { Transfer } from './transfer.ts';
import type { Wish } from './wish.ts';

/** What an operation came to, once its accounts were changed. */
export interface Effect {
  readonly wish: Pick<Wish, 'fingerprint' | 'linkedKey'>;
  readonly payer: WorkingAccount;
  /** Undefined where nothing moved. */
  readonly credited: WorkingAccount | undefined;
  readonly payee: string;
  readonly amountMinor: bigint;
  readonly expiresAtMs?: number;
}

type Unsealed = { -readonly [Field in keyof Transfer]: Transfer[Field] };

/** Writes the next transfer of the lane and seals it. */
export function appendTransfer(work: BatchWork, operation: Operation, effect: Effect): Transfer {
  const { kind, payer, key } = operation;
  const memo = kind === 'transfer' || kind === 'hold' ? operation.memo : undefined;
  const { payee, amountMinor, expiresAtMs, credited, wish: { fingerprint, linkedKey } } = effect;
  const transfer: Unsealed = {
    tenant: work.tenant, payer, key, kind, payee, unit: effect.payer.before.unit, amountMinor,
    holdKey: kind === 'transfer' || kind === 'hold' ? undefined : operation.holdKey,
    expiresAtMs, linkedKey,
    payerLeg: nextLeg(effect.payer),
    payeeLeg: credited && nextLeg(credited),
    memo, memoDigest: memo && memoDigestOf(memo, work.sha256), fingerprint,
    lane: work.lane, seq: work.seq + 1, seal: '', atMs: work.nowMs,
  };
  transfer.seal = sealOf(transfer, work.seal, work.sha256);
  work.seal = transfer.seal;
  work.seq = transfer.seq;
  work.transfers.push(transfer);
  return transfer;
}
