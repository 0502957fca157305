import { useEffect, useState } from 'react';
import { BannerBox } from './elements.ts';
import { useStability } from './stability-context.ts';
import { type BannerStage, isBannerShown, nextBannerStage } from './sync-banner-view.ts';
import { useSyncStatus } from './use-sync-status.ts';

export interface SyncBannerProps {
  /** Also while all is well. */
  readonly isAlwaysShown?: boolean;
}

/** Tells the user how it stands with what they wrote, and nothing when all is well. */
export function SyncBanner({ isAlwaysShown = false }: SyncBannerProps) {
  const state = useSyncStatus();
  const { nonce } = useStability();
  const [stage, setStage] = useState<BannerStage>('start');
  useEffect(() => {
    const next = nextBannerStage(state.status, stage);
    if (next === undefined) return undefined;
    const timer = setTimeout(() => { setStage(next.stage); }, next.afterMs);
    return () => { clearTimeout(timer); };
  }, [state.status, stage]);
  return <BannerBox state={isAlwaysShown || isBannerShown(state, stage) ? state : undefined} nonce={nonce} />;
}
