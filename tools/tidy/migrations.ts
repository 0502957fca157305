import { basename } from 'node:path';
import type { Rule } from './finding.ts';

const header = ['Why', 'Locks', 'Rollback'];

/** A migration opens with its number and name, why it exists, what it locks and how to go back. */
export const migrationsSayWhy: Rule = ({ path, text }) => {
  const file = /^(\d{4})_(\w+)\.sql$/.exec(basename(path));
  if (!path.endsWith('.sql') || !path.includes('/migrations/')) return [];
  if (file === null) return [{ path, line: 1, sentence: 'a migration is named 0001_words.sql' }];
  const lines = text.split('\n');
  const opening = lines.slice(0, Math.max(0, lines.findIndex((line) => !line.startsWith('--'))));
  const title = `-- ${file[1]} ${file[2]?.split('_')[0]}`;
  return [
    ...(opening[0]?.startsWith(title) === true ? [] : [`opens with "${title} …: what it is."`]),
    ...header.filter((word) => !opening.some((line) => new RegExp(`^-- ${word}:\\s+\\S`).test(line))).map((word) => `says "-- ${word}: …" in its header`),
  ].map((missing) => ({ path, line: 1, sentence: `a migration ${missing}` }));
};
