import { describe, expect, test } from 'vitest';
import { deletion, edit, message } from '../testing/contracts/chat-store-harness.ts';
import { toySha256 } from '../testing/toy-sha256.ts';
import { decideSends } from './decide-sends.ts';
import { genesisDigest } from './entry-digest.ts';
import { openChat } from './open-chat.ts';
import { headDifferences, recount } from './recount.ts';

const chat = openChat({ tenant: 'main', id: 'c', kind: 'group', owner: 'alice' }, 1);
const { entries, chats: [head = chat] } = decideSends(
  { tenant: 'main', nowMs: 1, chats: [chat], members: [{ chat: 'c', userId: 'alice', role: 'owner', lastSentAtMs: undefined }], known: [], targets: [] },
  [message(), message({ installSeq: 9 }), edit(), deletion(), message({ installSeq: 10 })], toySha256,
);

describe('a recount', () => {
  test('comes to what the chat says of itself [CON-4]', () => {
    const counted = recount(entries);
    expect(counted).toEqual({ lastSeq: 5, digest: entries[4]?.digest, messages: 2, versions: new Map([[1, 3]]) });
    expect(headDifferences(head, counted)).toEqual([]);
    expect(recount([])).toEqual({ lastSeq: 0, digest: genesisDigest, messages: 0, versions: new Map() });
  });

  test('names what a chat says otherwise [CON-4]', () => {
    expect(headDifferences({ ...head, messages: 3 }, recount(entries))).toEqual(['messages says 3; the entries come to 2']);
    expect(headDifferences({ lastSeq: 4, digest: 'x', messages: 9 }, recount(entries))).toHaveLength(3);
  });
});
