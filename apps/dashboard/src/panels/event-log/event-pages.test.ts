import type { RecordedEvent } from '@sora/core';
import { expect, test } from 'vitest';
import type { EventPage } from '../../api/sora-api.ts';
import { withNewest, withOlder } from './event-pages.ts';

function page(ids: string, nextBeforeId?: string): EventPage {
  const events = [...ids].map((id): RecordedEvent => ({ id, atMs: 0, tenant: 'main', type: 'LOGIN', severity: 'info', subject: id, actor: { kind: 'token', id: 't' } }));
  return { events, ...(nextBeforeId === undefined ? {} : { nextBeforeId }) };
}

const idsOf = ({ events }: EventPage) => events.map(({ id }) => id).join('');

test('a new event pushes none of those already read off the page', () => {
  const read = withNewest(page('dcba', 'a'), page('edc', 'c'));
  expect(idsOf(read)).toBe('edcba');
  expect(read.nextBeforeId).toBe('a');
});

test('when more happened than one page holds, reading begins again rather than hiding a hole', () => {
  expect(withNewest(page('dcba', 'a'), page('zyx', 'x'))).toEqual(page('zyx', 'x'));
});

test('older events follow, until there are none', () => {
  const all = withOlder(page('dc', 'c'), page('ba'));
  expect(idsOf(all)).toBe('dcba');
  expect(all.nextBeforeId).toBeUndefined();
});
