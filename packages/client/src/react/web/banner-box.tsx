import type { SyncState } from '../../sync/sync-state.ts';
import { StabilityStyle } from './stability-style.tsx';
import { StatusIcon } from './status-icon.tsx';

/** A region that is always there, so that a screen reader hears when something is said in it. */
export function BannerBox({ state, nonce }: { readonly state: SyncState | undefined; readonly nonce: string | undefined }) {
  return (
    <>
      <StabilityStyle nonce={nonce} />
      <div className="sora-banner" role="status" aria-live="polite" aria-atomic="true" data-status={state?.status} data-tone={state?.tone}>
        {state !== undefined && <div className="sora-banner-line"><StatusIcon status={state.status} /><span>{state.message}</span></div>}
      </div>
    </>
  );
}
