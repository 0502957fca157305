import { expect, test } from 'vitest';
import { mayReadDocument, mayWriteDocument } from './may-touch.ts';

test.for([
  ['profile', 'alice', 'alice', undefined, [true, true]],
  ['profile', 'bob', 'alice', 'owner', [false, false]],
  ['chat-settings', 'c', 'alice', 'owner', [true, true]],
  ['chat-settings', 'c', 'alice', 'moderator', [true, true]],
  ['chat-settings', 'c', 'alice', 'member', [true, false]],
  ['chat-settings', 'c', 'alice', undefined, [false, false]],
  ['chat-settings', 'alice', 'alice', undefined, [false, false]],
] as const)('%s/%s: %s, in the chat as %s, may read and write: %j', ([collection, id, userId, role, expected]) => {
  expect([mayReadDocument({ collection, id }, { userId, role }), mayWriteDocument({ collection, id }, { userId, role })]).toEqual(expected);
});
