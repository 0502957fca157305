import { credentialStoreContract } from '../contracts/credential-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryCredentialStore } from './credential-store.ts';

credentialStoreContract(async () => {
  const clock = fakeClock();
  return { store: memoryCredentialStore(clock, new Set(['main', 'other'])), passTime: async (ms) => clock.advance(ms) };
});
