import type { SyncStatus } from '../../sync/sync-state.ts';

/** Told apart by shape alone: a tick, a cloud struck through, two arrows, a ring of dashes. */
const shapes: Readonly<Record<SyncStatus, string>> = {
  connected: 'M3 9l4 4 8-9',
  offline: 'M5 14h8a3 3 0 0 0 .6-5.9A4.5 4.5 0 0 0 5 7a3.5 3.5 0 0 0 0 7zM2 2l14 14',
  syncing: 'M15 7a6.5 6.5 0 0 0-11.7-1.5M3 2v4h4M3 11a6.5 6.5 0 0 0 11.7 1.5M15 16v-4h-4',
  reconnecting: 'M9 2a7 7 0 0 1 3 .7M15.3 6a7 7 0 0 1 .6 4M13.5 14.4a7 7 0 0 1-3 1.5M6 15.3a7 7 0 0 1-3-2.7M2 8.5a7 7 0 0 1 2.3-4.7',
};

export function StatusIcon({ status }: { readonly status: SyncStatus }) {
  return (
    <svg className="sora-icon" viewBox="0 0 18 18" aria-hidden="true" data-turns={status === 'syncing' || status === 'reconnecting' ? '' : undefined} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
      <path d={shapes[status]} />
    </svg>
  );
}
