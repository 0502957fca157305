import { userSessionStoreContract } from '../contracts/user-session-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryUserSessionStore } from './user-session-store.ts';

userSessionStoreContract(async () => {
  const clock = fakeClock();
  return { store: memoryUserSessionStore(clock, new Set(['main', 'other'])), passTime: async (ms) => clock.advance(ms) };
});
