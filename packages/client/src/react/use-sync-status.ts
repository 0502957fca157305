import { useCallback, useSyncExternalStore } from 'react';
import { defaultSyncTexts, type SyncState } from '../sync/sync-state.ts';
import { useStability } from './stability-context.ts';

/** Until the client is there: no connection is claimed. */
const unknown: SyncState = { status: 'reconnecting', message: defaultSyncTexts.reconnecting, tone: 'orange', unacknowledged: 0 };

export function useSyncStatus(): SyncState {
  const { sync } = useStability();
  const subscribe = useCallback((listener: () => void) => sync?.subscribe(listener) ?? (() => {}), [sync]);
  const read = () => sync?.state ?? unknown;
  return useSyncExternalStore(subscribe, read, read);
}
