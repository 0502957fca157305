import { execFileSync } from 'node:child_process';
import type { Account } from './fresh-clone.ts';

/** The account that every Unix has for what should own nothing. */
export function nobody(): Account {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
