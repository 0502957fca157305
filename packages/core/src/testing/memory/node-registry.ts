import type { Clock } from '../../kernel/clock.ts';
import type { NodeRegistry, NodeReport } from '../../nodes/node-registry.ts';

export function memoryNodeRegistry(clock: Clock): NodeRegistry {
  const nodes = new Map<string, NodeReport & { readonly heartbeatAtMs: number }>();
  const withAge = () => [...nodes.values()].map((node) => ({ ...node, ageMs: clock.nowMs() - node.heartbeatAtMs }));
  return {
    async heartbeat(report) {
      nodes.set(report.id, { ...report, heartbeatAtMs: clock.nowMs() });
    },
    async active(maxAgeMs) {
      return withAge().filter((node) => node.ageMs <= maxAgeMs).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },
    async leave(id) {
      nodes.delete(id);
    },
    async forget(maxAgeMs) {
      const silent = withAge().filter((node) => node.ageMs > maxAgeMs);
      for (const node of silent) nodes.delete(node.id);
      return silent.length;
    },
  };
}
