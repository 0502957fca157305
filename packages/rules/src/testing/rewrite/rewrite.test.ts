import { expect, test } from 'vitest';
import { evaluateRequest, factsOfDocuments } from '../../index.ts';
import { parseRules } from '../../language/parse-rules.ts';
import { corpusCases, corpusFiles } from '../corpus.ts';
import { rewritings } from './same-meaning.ts';
import { mutantsOf } from './widening.ts';

const small = corpusFiles().map(({ source }) => parseRules(source).ruleset).filter(({ compiles, source }) => compiles && source.length < 4_000);

test.each(Object.entries(rewritings))('%s: every file still compiles, and recorded expectations still hold', (_name, rewrite) => {
  const rewritten = small.flatMap((ruleset) => rewrite(ruleset) ?? []);
  expect(rewritten.length).toBeGreaterThan(10);
  expect(rewritten.filter((source) => !parseRules(source).ruleset.compiles)).toEqual([]);
  const sources = new Map([...new Set(corpusCases().map(({ source }) => source))].map((source) => [source, parseRules(rewrite(parseRules(source).ruleset) ?? source).ruleset]));
  const wrong = corpusCases().filter(({ source, request, documents, expect: expected }) => {
    const ruleset = sources.get(source);
    return ruleset === undefined || evaluateRequest(ruleset, request, factsOfDocuments(documents)).allowed !== (expected === 'allow');
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

const ruleset = (condition: string) => parseRules(`service cloud.firestore { match /databases/{d}/documents/a/{b} { allow get: if ${condition}; } }`).ruleset;

test.each([
  ['conjunct dropped', '(a || b) && c', ['(true) && c', '(a || b) && true']], ['comparison flipped', '(a.b) <= (c)', ['(a.b) > (c)']], ['negation dropped', '!(a in b)', ['(a in b)']],
  ['key added to hasOnly', "a.hasOnly(['b'])", ["a.hasOnly(['b', 'one_more_key'])"]], ['key removed from hasAll', "a.hasAll(['b'])", ['a.hasAll([])']],
] as const)('%s: from %s', (change, condition, changed) => {
  const mutants = mutantsOf(ruleset(condition)).filter((each) => each.change === change).map(({ source }) => /if (.*); }/.exec(source)?.[1]);
  expect(mutants).toEqual(changed);
});

test('conditions, operations, wildcards and the version are changed too', () => {
  const changes = mutantsOf(ruleset('a')).map(({ change, source }) => [change, source.replaceAll('\n', ' ')]);
  expect(changes).toEqual([
    ['condition dropped', 'service cloud.firestore { match /databases/{d}/documents/a/{b} { allow get; } }'],
    ['operation widened', 'service cloud.firestore { match /databases/{d}/documents/a/{b} { allow read: if a; } }'],
    ['wildcard widened', 'service cloud.firestore { match /databases/{d}/documents/a/{b=**} { allow get: if a; } }'],
    ['version line changed', "rules_version = '2'; service cloud.firestore { match /databases/{d}/documents/a/{b} { allow get: if a; } }"],
  ]);
});
