import { createHash } from 'node:crypto';
import { type RulesAnalyser, type RulesAnalysis, type RulesQuestion, type RulesReport, SoraError } from '@sora/core';
import { fakeClock, memoryEventLog, memoryRulesScanStore } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { createRulesScanning, scanRulesTask } from './scan-rules.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const actor = { kind: 'node', id: 'a' } as const;
const context = { signal: new AbortController().signal, lease: { name: 'task:scan-rules', holder: 'a', fencingToken: 1n, expiresAtMs: 0 } };

/** One finding for each "open" in the text. */
function reportOf(source: string): RulesReport {
  const findings = [...source.matchAll(/open (\w+)/g)].map(([, name = '']) => ({ id: `open-${name}`, check: 'no-open-access', severity: 'critical', path: `/${name}/{id}`, operation: 'get', principal: 'anonymous', line: 1, sentence: `Anyone reads ${name}.`, steps: [], fix: 'Close it.' }) as const);
  return { score: Math.max(0, 100 - 40 * findings.length), pass: findings.length === 0, compiles: true, diagnostics: [], findings, accepted: [], matrix: [], undecided: { cells: 0, of: 1, protectedCells: 0 } };
}

function harness({ files = { 'firestore.rules': 'open users', 'storage.rules': 'service firebase.storage closed' }, analyse = answer }: { readonly files?: Record<string, string>; readonly analyse?: (question: RulesQuestion) => RulesAnalysis } = {}) {
  const clock = fakeClock();
  const events = memoryEventLog(clock, new Set(['main', 'other']));
  const store = memoryRulesScanStore(clock, new Set(['main', 'other']), events);
  const asked: RulesQuestion[] = [];
  const analyser: RulesAnalyser = { analyse: async (question) => { asked.push(question); return analyse(question); }, close: async () => undefined };
  const configured = [{ kind: 'firestore', path: 'firestore.rules', setting: 'SORA_FIRESTORE_RULES' }, { kind: 'storage', path: 'storage.rules', setting: 'SORA_STORAGE_RULES' }] as const;
  const readFile = async (path: string, setting: string) => {
    const text = files[path];
    if (text === undefined) throw new SoraError('not-set-up', { detail: `${setting} names ${path}, which cannot be read: there is no such file.` });
    return text;
  };
  const parts = { analyser, files: configured, intents: { path: 'intents.json', setting: 'SORA_RULES_INTENTS' }, tenant: 'main', store, readFile, sha256, complete: (event: object) => ({ region: 'here', release: 'r', ...event }) as never };
  files['intents.json'] = '{}';
  const scanning = createRulesScanning(parts);
  const task = scanRulesTask({ scanning, tenant: 'main', actor, nowMs: clock.nowMs, record: async (event) => { await events.record({ tenant: 'main', actor, ...event }); } });
  return { clock, events, store, asked, files, parts, scanning, task, read: async () => (await events.read({ tenant: 'main', limit: 50 })).map(({ type, severity, subject }) => `${severity} ${type} ${subject}`) };
}

function answer({ source, before }: RulesQuestion): RulesAnalysis {
  const report = reportOf(source);
  if (before === undefined) return { report };
  const was = reportOf(before).findings.length;
  return { report, change: { verdict: report.findings.length > was ? 'looser' : 'stricter', differences: [] } };
}

describe('a scan of the files of the settings', () => {
  test('is kept with its score, and each hole is an event once, however often it is seen [SEC-2, SEC-5]', async () => {
    const { task, read, store, clock, asked } = harness();
    for (let day = 0; day < 3; day++) {
      await task.run(context);
      clock.advance(86_400_000);
    }
    expect(await read()).toEqual(['critical SECURITY_RULES_VIOLATION firestore.rules:1: Anyone reads users.']);
    expect(await store.history('main', 9)).toMatchObject(Array.from({ length: 3 }, () => ({ trigger: 'schedule', score: 60, pass: false, findings: { critical: 1 }, files: [{ score: 60 }, { score: 100 }] })));
    expect(asked[0]).toEqual({ source: 'open users', intents: '{}', limitMs: 60_000 });
  });

  test('says that a text changed, in which direction, and what is newly open [SEC-2]', async () => {
    const { scanning, files, read, asked } = harness();
    await scanning.scan({ tenant: 'main', trigger: 'request', actor });
    files['firestore.rules'] = 'open users open wallets';
    const scan = await scanning.scan({ tenant: 'main', trigger: 'request', actor });
    expect(asked.at(-2)).toMatchObject({ source: 'open users open wallets', before: 'open users', limitMs: 10_000 });
    expect(scan.files.map(({ change }) => change)).toEqual(['looser', undefined]);
    expect((await read()).slice(0, 2).toSorted()).toEqual(['critical SECURITY_RULES_VIOLATION firestore.rules:1: Anyone reads wallets.', 'warning SECURITY_RULES_CHANGED firestore.rules changed: it allows more than before']);
  });

  test('two servers at once raise each event once', async () => {
    const { scanning, read } = harness();
    await Promise.all([1, 2].map(() => scanning.scan({ tenant: 'main', trigger: 'request', actor })));
    expect(await read()).toHaveLength(1);
  });

  test('that fails is an event, once a day, and keeps nothing: rules that nobody looks at must not look fine [SEC-2]', async () => {
    const { task, files, read, store, clock } = harness();
    delete files['storage.rules'];
    for (const pauseMs of [1_000, 86_400_000, 0]) {
      await expect(task.run(context)).rejects.toThrow('SORA_STORAGE_RULES');
      clock.advance(pauseMs);
    }
    const said = 'warning SECURITY_RULES_NOT_SCANNED The security rules were not scanned: SORA_STORAGE_RULES names storage.rules, which cannot be read: there is no such file.';
    expect([await read(), await store.latest('main')]).toEqual([[said, said], undefined]);
  });

  test('says what to set where nothing is set, where another tenant asks, and where there is no analyser', async () => {
    const { parts } = harness();
    const scan = (more: object, tenant = 'main') => createRulesScanning({ ...parts, ...more }).scan({ tenant, trigger: 'request', actor });
    await expect(scan({ files: [] })).rejects.toMatchObject({ problem: 'not-set-up', message: expect.stringContaining('SORA_FIRESTORE_RULES or SORA_STORAGE_RULES') });
    await expect(scan({}, 'other')).rejects.toMatchObject({ problem: 'not-set-up', message: expect.stringContaining('Send yours as "source"') });
    await expect(scan({ analyser: undefined })).rejects.toMatchObject({ problem: 'not-set-up' });
    await scanRulesTask({ scanning: createRulesScanning({ ...parts, files: [] }), tenant: 'main', actor, nowMs: () => 0, record: () => Promise.reject(new Error('said')) }).run(context);
  });
});

describe('a text that somebody sends', () => {
  test('is compared with the file of its service, and not kept', async () => {
    const { scanning, store } = harness();
    expect(await scanning.analyse('main', 'open users open wallets')).toMatchObject({ fromConfigured: 'looser', report: { score: 20 } });
    expect(await scanning.analyse('main', 'open users')).toMatchObject({ fromConfigured: 'equal' });
    expect(await scanning.analyse('main', 'service firebase.storage open files')).toMatchObject({ fromConfigured: 'looser', report: { score: 60 } });
    expect((await scanning.analyse('other', 'open users')).fromConfigured).toBeUndefined();
    expect(await store.latest('main')).toBeUndefined();
  });

  test('is refused when Firebase would refuse it for its size', async () => {
    const { scanning, asked } = harness();
    await expect(scanning.analyse('main', 'é'.repeat(131_073))).rejects.toMatchObject({ problem: 'body-too-large' });
    await scanning.analyse('main', 'é'.repeat(131_072));
    expect(asked).toHaveLength(1);
  });

  test('is analysed also where the file of the settings cannot be read', async () => {
    const { scanning, files } = harness();
    delete files['firestore.rules'];
    expect(await scanning.analyse('main', 'open users')).toMatchObject({ report: { score: 60 } });
  });
});
