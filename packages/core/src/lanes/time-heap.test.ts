import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimeHeap } from './time-heap.ts';

interface Member { readonly dueAtMs: number; place: number }

test('the first is always the earliest of those that are in, whoever was taken out in between', () => {
  fc.assert(fc.property(fc.array(fc.record({ dueAtMs: fc.nat(50), removes: fc.nat(3) })), (steps) => {
    const heap = new TimeHeap<Member>();
    const inside: Member[] = [];
    for (const { dueAtMs, removes } of steps) {
      const member: Member = { dueAtMs, place: -1 };
      heap.add(member);
      inside.push(member);
      if (removes === 0) for (const gone of inside.splice(Math.floor(inside.length / 2), 2)) heap.remove(gone);
      expect(heap.size).toBe(inside.length);
      expect(heap.first?.dueAtMs).toBe(inside.length === 0 ? undefined : Math.min(...inside.map((each) => each.dueAtMs)));
    }
  }));
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
