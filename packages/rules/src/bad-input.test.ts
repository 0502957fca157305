import { describe, expect, test } from 'vitest';
import { analyseRules, evaluateRequest, parseRules, re2jsEngine } from './index.ts';
import { settingsAtNoon } from './testing/analyse.ts';
import { noon } from './testing/ask.ts';
import { badFiles } from './testing/bad-files.ts';

const limitMs = 10_000;

describe.each(Object.entries(badFiles))('%s', (_name, { source, taken }) => {
  test('is read, or refused with line and reason', () => {
    const { ruleset, diagnostics } = parseRules(source);
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    expect(ruleset.compiles).toBe(taken === true);
    if (taken !== true) expect(first).toMatchObject({ range: { start: { line: expect.any(Number) } }, sentence: expect.stringMatching(/\.$/), remedy: expect.stringMatching(/./) });
  }, limitMs);

  test('answers a request', () => {
    const { ruleset } = parseRules(source);
    const facts = { document: () => ({ a: 'a'.repeat(50_000) }), regex: re2jsEngine() };
    for (const operation of ['get', 'list'] as const) {
      const request = { service: 'cloud.firestore', auth: null, time: noon, ...(operation === 'get' ? { operation, path: 'docs/one' } : { operation, path: 'docs', query: { where: [] } }) } as const;
      expect(typeof evaluateRequest(ruleset, request, facts).allowed).toBe('boolean');
    }
  }, limitMs);

  // Ten seconds of a machine of its own; a build server runs several files at a time.
  test('is judged', () => {
    const { compiles, score } = analyseRules(source, { settings: settingsAtNoon });
    expect([compiles, score >= 0 && score <= 100]).toEqual([taken === true, true]);
  }, 6 * limitMs);
});
