import { expect, test } from 'vitest';
import { resultOfCondition } from '../../testing/ask.ts';
import { corpusFiles } from '../../testing/corpus.ts';
import { parseRules } from '../parse-rules.ts';
import { knownMethods } from './known-methods.ts';

/** A value of each type that has methods, and each namespace. */
const targets = ["'a'", "['a']", "['a'].toSet()", '{}', '{}.diff({})', 'request.time', "duration.value(1, 's')", "b'a'", 'latlng.value(1, 2)', '(/a)', 'math', 'hashing', 'timestamp', 'duration', 'latlng'];

test('a method is known when, and only when, the evaluator has it for some type or namespace', () => {
  const isThere = (method: string) => targets.some((target) => !/does not work on|There is no function|There is no firestore|has no value here/.test(resultOfCondition(`${target}.${method}(1, 1, 1, 1, 1)`)));
  const ofPaths = ['exists', 'existsAfter', 'getAfter'];
  expect([...knownMethods].filter((method) => !isThere(method) && !ofPaths.includes(method))).toEqual([]);
  expect(['length', 'includes', 'contains', 'constructor', 'toString', 'hasOwnProperty'].filter((method) => isThere(method) || knownMethods.has(method))).toEqual([]);
});

test('no real file calls a method that is not known', () => {
  const remarks = corpusFiles().flatMap(({ file, source }) => parseRules(source).diagnostics.filter(({ code }) => code === 'unknown-method').map(({ sentence }) => `${file}: ${sentence}`));
  expect(remarks).toEqual([]);
});
