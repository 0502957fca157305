import { expect, test } from 'vitest';
import { evaluateRequest, factsOfDocuments, parseRules } from './index.ts';
import { corpusCases, corpusFiles } from './testing/corpus.ts';

const files = corpusFiles();
const cases = corpusCases();

test('the corpus is whole: 95 files, 201 expectations', () => {
  expect(files).toHaveLength(95);
  expect(cases).toHaveLength(201);
});

test('every file gets the verdict of the official grammar, with the same first error line', () => {
  const verdicts = files.map(({ file, source }) => {
    const [first] = parseRules(source).diagnostics.filter(({ stage }) => stage === 'syntax');
    return { file, errorLine: first?.range.start.line };
  });
  expect(verdicts).toEqual(files.map(({ file, errorLine }) => ({ file, errorLine })));
});

test('every file gets its version', () => {
  const versions = files.filter(({ errorLine }) => errorLine === undefined).map(({ file, source, version }) => ({ file, is: parseRules(source).ruleset.file.version, version }));
  expect(versions.filter(({ is, version }) => is !== version)).toEqual([]);
});

test('every recorded expectation of the official emulator holds', () => {
  const wrong = cases.filter(({ source, request, documents, expect: expected }) => {
    const decision = evaluateRequest(parseRules(source).ruleset, request, factsOfDocuments(documents));
    return decision.allowed !== (expected === 'allow');
  });
  expect(wrong.map(({ id, expect: expected }) => `${id} should ${expected}`)).toEqual([]);
});
