import { type Entry, entryText } from '@sora/core';
import { expect, test } from 'vitest';
import { entryView } from '../chat-views.ts';

const message: Entry = {
  tenant: 'main', chat: 'c', userId: 'alice', install: 'phone', installSeq: 1, seq: 1, kind: 'message', target: undefined, version: 1, content: { text: 'Hello', salt: '0'.repeat(32) }, contentDigest: 'a'.repeat(64),
  paymentKey: 'pay-1', ai: { model: 'm', inputTokens: 1, outputTokens: 2, costMinor: 3n, unit: 'USD' }, digest: 'b'.repeat(64), atMs: 5,
};

test.each<Entry>([message, { ...message, kind: 'delete', target: 1, version: 2, content: undefined, contentDigest: undefined, paymentKey: undefined, ai: undefined }])('an entry looks the same over a socket as over HTTP: a $kind', (entry) => {
  expect(JSON.parse(entryText(entry))).toEqual(entryView(entry));
});
