import { type RulesReport, type RulesScan, type RulesScanning, SoraError } from '@sora/core';
import { describe, expect, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { createTestApp } from './testing/test-app.ts';

const witness = { request: { operation: 'get', path: 'wallets/ada', auth: null }, documents: { 'wallets/ada': {} }, objects: {} };
const finding = { id: 'f', check: 'no-open-access', severity: 'critical', path: '/wallets/{id}', operation: 'get', principal: 'anonymous', line: 4, sentence: 'Anyone reads wallets.', witness, steps: [], fix: 'Close it.' } as const;
const cell = { service: 'cloud.firestore', match: '/wallets/{id}', line: 4, operation: 'get', principal: 'anonymous', verdict: { kind: 'allow', line: 4, witness, steps: [] } } as const;
const bad: RulesReport = { score: 60, pass: false, compiles: true, diagnostics: [{ code: 'c', severity: 'warning', sentence: 's', remedy: 'r', range: { start: { line: 1, column: 2 } } }], findings: [finding], accepted: [], matrix: [cell], undecided: { cells: 1, of: 9, protectedCells: 0 } };
const good: RulesReport = { ...bad, score: 98, pass: true, diagnostics: [], findings: [], matrix: [], undecided: { cells: 1, of: 2, protectedCells: 0 } };
const id = '01a22df2-c9d7-702d-ae2c-89d9713c0f0a';
const scan: RulesScan = {
  id, atMs: 5, tookMs: 7, trigger: 'request', score: 60, pass: false, findings: { critical: 1, high: 0, medium: 0, low: 0 }, accepted: 0,
  files: [{ kind: 'firestore', path: 'firestore.rules', source: 'SECRET TEXT', digest: 'a', change: 'looser', report: bad }, { kind: 'storage', path: 'storage.rules', source: 's', digest: 'b', report: good }],
};

async function opened(more: Partial<RulesScanning> = {}) {
  const asked: unknown[] = [];
  const rules: RulesScanning = {
    files: [{ kind: 'firestore', path: 'firestore.rules' }],
    scan: async (request) => { asked.push(request); return scan; },
    analyse: async (tenant, source) => { asked.push([tenant, source]); return { report: bad, digest: 'd', fromConfigured: 'equal' }; },
    latest: async () => scan,
    history: async (_tenant, limit) => [{ ...scan, files: [] }].slice(0, limit),
    ...more,
  };
  const server = await createTestApp({ rules });
  const { id: tokenId, token } = await server.token({ kind: 'operator', role: 'operator' });
  const ask = (method: 'GET' | 'POST', url: string, payload?: string) => server.app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload !== undefined && { payload }) });
  return { asked, ask, tokenId };
}

describe('admin_validateFirestoreRules', () => {
  test('without a source scans the files of the settings: findings with counterexamples, matrix and score, of all of them [OPS-2]', async () => {
    const { ask, asked, tokenId } = await opened();
    const answer = await ask('GET', '/admin_validateFirestoreRules');
    expect([answer.statusCode, asked]).toEqual([200, [{ tenant: 'main', trigger: 'request', actor: { kind: 'token', id: tokenId, name: 'someone' } }]]);
    expect(answer.json()).toEqual({
      score: 60, pass: false, compiles: true, findings: [{ ...finding, file: 'firestore.rules' }], accepted: [], matrix: [cell], undecided: { cells: 2, of: 11, protectedCells: 0 },
      diagnostics: [{ code: 'c', severity: 'warning', sentence: 's', remedy: 'r', line: 1, column: 2, file: 'firestore.rules' }],
      files: [{ file: 'firestore.rules', kind: 'firestore', digest: 'a', change: 'looser', score: 60, pass: false, compiles: true }, { file: 'storage.rules', kind: 'storage', digest: 'b', score: 98, pass: true, compiles: true }],
      scan: { id, atMs: 5, tookMs: 7 },
    });
  });

  test('takes a source in a body of any content type, as plain curl sends it [OPS-4]', async () => {
    const { ask, asked } = await opened();
    const answer = await ask('POST', '/admin_validateFirestoreRules', '{"source": "service cloud.firestore {}"}');
    expect([asked, answer.json()]).toMatchObject([[['main', 'service cloud.firestore {}']], { score: 60, findings: [{ file: 'source' }], files: [{ file: 'source', digest: 'd', change: 'equal' }] }]);
    expectProblem(await ask('POST', '/admin_validateFirestoreRules', '{"source": 7}'), 'bad-request');
  });

  test.each([['not-set-up', 'Set it.'], ['rules-too-costly', 'It took more than 10 s.'], ['body-too-large', 'Too large.'], ['overloaded', 'Wait.']] as const)('a refusal is the problem %s', async (code, detail) => {
    const { ask } = await opened({ scan: () => Promise.reject(new SoraError(code, { detail })) });
    expect(expectProblem(await ask('GET', '/admin_validateFirestoreRules'), code).detail).toBe(detail);
  });
});

describe('getRulesReport', () => {
  test('has the latest scan without the texts, and the history; a scan that is known is left out', async () => {
    const { ask } = await opened();
    const answer = await ask('GET', '/getRulesReport');
    expect(answer.json()).toMatchObject({ configured: [{ kind: 'firestore', path: 'firestore.rules' }], latest: { id, files: [{ change: 'looser', report: { score: 60, findings: [{ witness }], diagnostics: [{ line: 1 }] } }, { report: { score: 98 } }] }, history: [{ id, score: 60 }] });
    expect(answer.body).not.toContain('SECRET TEXT');
    expect((await ask('POST', '/getRulesReport', JSON.stringify({ knownId: id }))).json()).not.toHaveProperty('latest');
  });

  test('says so where nothing was scanned yet', async () => {
    const { ask } = await opened({ latest: async () => undefined, history: async () => [] });
    expect((await ask('GET', '/getRulesReport')).json()).toEqual({ configured: [{ kind: 'firestore', path: 'firestore.rules' }], history: [] });
  });
});
