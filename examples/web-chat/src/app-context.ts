import type { Call, StabilityClient } from '@sora/client';
import type { Chats } from '@sora/client/chats';
import { createContext, useContext } from 'react';
import type { NetworkSwitch } from './network-switch.ts';

export interface App {
  readonly userId: string;
  readonly client: StabilityClient;
  /** What somebody waits for is asked with it. */
  readonly call: Call;
  readonly chats: Chats;
  readonly network: NetworkSwitch;
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('Nothing is drawn before the app is open.');
  return app;
}
