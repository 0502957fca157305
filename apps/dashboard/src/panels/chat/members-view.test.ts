import { expect, test } from 'vitest';
import { membersView } from './members-view.ts';

const olga = { userId: 'olga', role: 'owner', joinedAtMs: 0 } as const;

test('members are counted by role, and those who are not shown are counted too', () => {
  expect(membersView({ counts: { owner: 1, moderator: 2, member: 1_204 }, isMore: false, shown: [olga] })).toEqual({ note: '1 owner, 2 moderators, 1,204 members', shown: [{ userId: 'olga', role: 'Owner' }], more: 'and 1,206 more' });
});

test('where there are more than are counted, no number is claimed', () => {
  expect(membersView({ counts: { owner: 1, moderator: 0, member: 10_000 }, isMore: true, shown: [olga] })).toMatchObject({ note: '1 owner, at least 10,000 members', more: 'and at least 10,000 more' });
});

test('an owner alone is no crowd', () => {
  expect(membersView({ counts: { owner: 1, moderator: 0, member: 0 }, isMore: false, shown: [olga] })).toEqual({ note: '1 owner', shown: [{ userId: 'olga', role: 'Owner' }] });
});
