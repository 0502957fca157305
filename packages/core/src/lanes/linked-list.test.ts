import { expect, test } from 'vitest';
import { type Linked, LinkedList } from './linked-list.ts';

interface Member extends Linked<Member> { readonly name: string }

function listOf(names: string): { readonly list: LinkedList<Member>; readonly members: readonly Member[] } {
  const list = new LinkedList<Member>();
  const members = [...names].map((name): Member => ({ name, previous: undefined, next: undefined }));
  for (const member of members) list.append(member);
  return { list, members };
}

function emptied(list: LinkedList<Member>): string {
  let names = '';
  for (let first = list.takeFirst(); first !== undefined; first = list.takeFirst()) names += first.name;
  return names;
}

test('what came first leaves first', () => {
  expect(emptied(listOf('abc').list)).toBe('abc');
});

test.each([['a', 'bc'], ['b', 'ac'], ['c', 'ab']])('taking out %s of abc leaves %s, and it can be appended again', (gone, left) => {
  const { list, members } = listOf('abc');
  const member = members.find(({ name }) => name === gone) as Member;
  list.remove(member);
  list.append(member);
  expect(emptied(list)).toBe(left + gone);
  expect(list.first).toBeUndefined();
});
