import { accountBeforeFirst, type FrameAccount, unexplainedBetween } from '@sora/core';
import { LRUCache } from 'lru-cache';

/** A start of an app or backend of one tenant. */
export interface Boot {
  readonly tenant: string;
  readonly install: string;
  readonly boot: string;
}

/** Remembers what senders told of their telemetry, in bounded memory, and finds accounts that do not close. */
export interface FrameBooks {
  /** Measurements that this account, beside those that are remembered of its boot, cannot explain; 0 when all agree. */
  audit(boot: Boot, account: FrameAccount): number;
  /** To be called once the frame is taken. */
  remember(boot: Boot, account: FrameAccount): void;
}

/** Frames of a boot come in order but for those that overtook each other on the way. */
const accountsPerBoot = 4;

/** @param maxBoots how many boots are remembered, some 1.5 KB each; of a forgotten one a frame is audited as after unknown ones */
export function createFrameBooks(maxBoots: number): FrameBooks {
  const boots = new LRUCache<string, readonly FrameAccount[]>({ max: maxBoots });
  const keyOf = ({ tenant, install, boot }: Boot) => `${tenant} ${install} ${boot}`;
  return {
    audit(boot, account) {
      const told = [accountBeforeFirst, ...(boots.get(keyOf(boot)) ?? [])];
      // A repeat tells what was audited before.
      if (told.some(({ seq }) => seq === account.seq)) return 0;
      const before = told.findLast(({ seq }) => seq < account.seq);
      const after = told.find(({ seq }) => seq > account.seq);
      return (before && unexplainedBetween(before, account)) || (after && unexplainedBetween(account, after)) || 0;
    },
    remember(boot, account) {
      const told = boots.get(keyOf(boot)) ?? [];
      if (told.some(({ seq }) => seq === account.seq)) return;
      boots.set(keyOf(boot), [...told, account].toSorted((a, b) => a.seq - b.seq).slice(-accountsPerBoot));
    },
  };
}
