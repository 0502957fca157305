import { createContext, useContext, useSyncExternalStore } from 'react';
import type { LiveStream } from '../api/live-stream.ts';
import type { SessionStore } from '../api/session-store.ts';
import type { Session } from '../api/sora-api.ts';
import type { Store } from '../api/store.ts';
import type { RouteStore } from './route-store.ts';
import type { ThemeStore } from './theme.ts';

/** What every part of the page may use. */
export interface Sora {
  readonly session: SessionStore;
  readonly route: RouteStore;
  readonly theme: ThemeStore;
}

/** The same, for parts that exist only while someone is signed in. */
export interface SignedInSora extends Sora {
  readonly who: Session;
  readonly live: LiveStream;
}

export const SoraContext = createContext<SignedInSora | undefined>(undefined);

export function useSora(): SignedInSora {
  const sora = useContext(SoraContext);
  if (sora === undefined) throw new Error('Only for parts that are shown while signed in.');
  return sora;
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
