import { expect, test } from 'vitest';
import { boxes } from '../outbox/outbox-boxes.ts';
import { keepingStorage } from './keep-storage.ts';
import { memoryJournal } from './memory-journal.ts';

test('the browser is asked to keep what is stored once there is something to lose, and once only; that it says no harms nothing', async () => {
  let asked = 0;
  const open = keepingStorage(async () => ({ journal: memoryJournal(), setAside: undefined }), { persist: () => { asked += 1; return Promise.reject(new Error('no')); } });
  const { journal } = await open('outbox');
  const put = (box: string, value: string | undefined) => journal.change([], () => ({ writes: [{ box, key: 'a', value }], result: undefined }));
  await put(boxes.draft, 'half a sentence');
  await put(boxes.item, undefined);
  expect(asked).toBe(0);
  await put(boxes.item, 'a message');
  await put(boxes.item, 'another');
  expect(asked).toBe(1);
  const [row] = await journal.scan({ box: boxes.item, limit: 1 });
  expect(row?.value).toBe('another');
});
