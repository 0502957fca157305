import type { PlainValue } from '../evaluation/values/plain-value.ts';
import type { Ruleset } from '../language/ruleset.ts';
import { callerEmail, callerUid } from '../proof/principal.ts';
import { targetsOf } from '../proof/target.ts';
import type { Random } from './random.ts';

/** Words that a ruleset speaks of, found in its text alone: nothing here knows what the prover knows. */
export interface Vocabulary {
  readonly fields: readonly string[];
  readonly texts: readonly string[];
  readonly values: readonly PlainValue[];
}

const maxWords = 60;

export function vocabularyOf(ruleset: Ruleset): Vocabulary {
  const { source } = ruleset;
  const fields = [...source.matchAll(/\.([a-zA-Z_]\w*)(?!\w*\()|\['(\w+)'\]|['"](\w+)['"]/g)].map(([, member, index, text]) => member ?? index ?? text ?? '');
  const texts = [...source.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  const numbers = [...source.matchAll(/\b\d{1,9}\b/g)].map(([digits]) => Number(digits)).flatMap((number) => [number, number - 1, number + 1]);
  const names = targetsOf(ruleset).flatMap(({ example }) => example.split('/'));
  const own = [...new Set([...texts, ...names, callerUid, callerEmail, '', 'another-text'])].slice(0, maxWords);
  return { fields: [...new Set(fields)].filter((field) => field !== '').slice(0, maxWords), texts: own, values: [...own, callerUid, callerUid, ...new Set(numbers.slice(0, maxWords)), null, true, false, true, 1, 0.5, { $now: true }, { $ts: '2025-01-01T00:00:00Z' }] };
}

export function pickOf(random: Random): <Item>(items: readonly Item[], otherwise: Item) => Item {
  return (items, otherwise) => items[Math.floor(random() * items.length)] ?? otherwise;
}
