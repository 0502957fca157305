import { describe, expect, test } from 'vitest';
import type { NodeRegistry, NodeReport } from '../../nodes/node-registry.ts';

export interface NodeRegistryHarness {
  readonly registry: NodeRegistry;
  /** Lets that much time pass, by the registry's clock. */
  passTime(ms: number): Promise<void>;
}

const report = (id: string, load = 0.25): NodeReport => ({ id, region: 'eu-west', release: '1.4.0', startedAtMs: 1_767_225_600_000, load, memoryBytes: 3_000_000_000 });

/** What every node registry must do. @param open a registry without nodes */
export function nodeRegistryContract(open: () => Promise<NodeRegistryHarness>): void {
  describe('a node registry', () => {
    test('shows what each server said of itself last', async () => {
      const { registry } = await open();
      await registry.heartbeat(report('b'));
      await registry.heartbeat(report('a'));
      await registry.heartbeat(report('b', 0.75));
      const nodes = await registry.active(10_000);
      expect(nodes.map((node) => node.id)).toEqual(['a', 'b']);
      expect(nodes[1]).toMatchObject(report('b', 0.75));
    });

    test('tells how old a heartbeat is, and leaves out what is too old', async () => {
      const { registry, passTime } = await open();
      await registry.heartbeat(report('a'));
      await passTime(30_000);
      await registry.heartbeat(report('b'));
      expect((await registry.active(20_000)).map((node) => node.id)).toEqual(['b']);
      const [a] = await registry.active(600_000);
      expect(a?.ageMs).toBeGreaterThanOrEqual(30_000);
      expect(a?.ageMs).toBeLessThan(90_000);
    });

    test('a server that said goodbye is gone, and comes back with its next heartbeat', async () => {
      const { registry } = await open();
      await registry.heartbeat(report('a'));
      await registry.leave('a');
      expect(await registry.active(10_000)).toEqual([]);
      await registry.heartbeat(report('a'));
      expect(await registry.active(10_000)).toHaveLength(1);
    });

    test('forgets servers that have been silent for too long, and only those', async () => {
      const { registry, passTime } = await open();
      await registry.heartbeat(report('a'));
      await passTime(30_000);
      await registry.heartbeat(report('b'));
      expect(await registry.forget(20_000)).toBe(1);
      expect((await registry.active(600_000)).map((node) => node.id)).toEqual(['b']);
    });
  });
}
