import { nodeRegistryContract } from '../contracts/node-registry.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryNodeRegistry } from './node-registry.ts';

nodeRegistryContract(async () => {
  const clock = fakeClock();
  return { registry: memoryNodeRegistry(clock), passTime: async (ms) => clock.advance(ms) };
});
