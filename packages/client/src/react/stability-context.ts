import { createContext, useContext } from 'react';
import type { CrashRecovery } from '../crash/recovery.ts';
import type { ComposerDrafts } from '../drafts/composer-drafts.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { SyncStatusStore } from '../sync/sync-status.ts';
import { defaultStabilityTexts, type StabilityTexts } from './stability-texts.ts';

/** What the hooks and components stand on. Each may be missing while the client is being opened, or where an app goes without it. */
export interface StabilityParts {
  readonly sync?: SyncStatusStore | undefined;
  readonly outbox?: Outbox | undefined;
  readonly drafts?: ComposerDrafts | undefined;
  readonly crash?: CrashRecovery | undefined;
  readonly metrics?: Pick<Metrics, 'start' | 'markInteractive' | 'countError'> | undefined;
}

export interface Stability extends StabilityParts {
  readonly texts: StabilityTexts;
  /** For the style element, where a content security policy asks for one. */
  readonly nonce?: string | undefined;
}

export const StabilityContext = createContext<Stability>({ texts: defaultStabilityTexts });

export function useStability(): Stability {
  return useContext(StabilityContext);
}
