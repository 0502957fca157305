import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimeHeap } from './time-heap.ts';

interface Member { readonly dueAtMs: number; place: number }

const steps = fc.array(fc.record({ dueAtMs: fc.nat(50), takesOut: fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: fc.nat(), weight: 1 }) }), { minLength: 10, maxLength: 100 });

test('the first is always the earliest of those that are in, whoever was taken out in between', () => {
  fc.assert(fc.property(steps, (all) => {
    const heap = new TimeHeap<Member>();
    const inside: Member[] = [];
    const earliest = () => (inside.length === 0 ? undefined : Math.min(...inside.map(({ dueAtMs }) => dueAtMs)));
    for (const { dueAtMs, takesOut } of all) {
      const member: Member = { dueAtMs, place: -1 };
      heap.add(member);
      inside.push(member);
      if (takesOut !== null) for (const gone of inside.splice(takesOut % inside.length, 1)) heap.remove(gone);
      expect(heap.first?.dueAtMs).toBe(earliest());
    }
    for (let first = heap.first; first !== undefined; first = heap.first) {
      expect(first.dueAtMs).toBe(earliest());
      inside.splice(inside.indexOf(first), 1);
      heap.remove(first);
    }
    expect([heap.size, inside.length]).toEqual([0, 0]);
  }), { numRuns: 500 });
});

test('taking out what is not in changes nothing', () => {
  const heap = new TimeHeap<Member>();
  const member: Member = { dueAtMs: 1, place: -1 };
  heap.add(member);
  heap.remove(member);
  heap.remove(member);
  expect(heap.size).toBe(0);
  heap.add(member);
  expect(heap.first).toBe(member);
});
