import { expect, test } from 'vitest';
import type { ChatRole } from './chat.ts';
import { type MemberChange, mayChangeMember } from './may-change-member.ts';

const places: readonly MemberChange['from'][] = ['owner', 'moderator', 'member', undefined];
const changes = places.flatMap((from) => places.map((to) => ({ from, to })));
const allowed = (by: ChatRole) => changes.filter((change) => mayChangeMember(by, change));

test('an owner gives and takes every role', () => {
  expect(allowed('owner')).toEqual(changes);
});

test('a moderator lets plain members in and out, and touches no other role', () => {
  expect(allowed('moderator')).toEqual(changes.filter(({ from, to }) => [from, to].every((role) => role === 'member' || role === undefined)));
});

test('a member changes nobody', () => {
  expect(allowed('member')).toEqual([]);
});
