import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isolatedAnalyser } from './isolated-analyser.ts';

const open = "rules_version = '2';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n    match /user_wallets/{id} { allow read: if true; }\n  }\n}\n";
const question = { source: open, limitMs: 30_000 };

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'sora-thread-')); });
afterAll(() => rm(folder, { recursive: true }));

/** A thread that runs this instead. */
async function thread(code: string): Promise<URL> {
  const path = join(folder, `${Math.random()}.mjs`);
  await writeFile(path, `import { parentPort, workerData } from 'node:worker_threads';\nparentPort.postMessage({ kind: 'started' });\n${code}`);
  return pathToFileURL(path);
}

const forever = () => thread('for (;;) {}');
const hungry = () => thread('const all = []; for (;;) all.push({ at: all.length });');
// Taken at once, which a thread of this process would not survive: V8 aborts it.
const greedy = () => thread('const all = []; for (;;) all.push(new Array(1e6).fill({}).map(() => ({ a: [] })));');

test('what is found in a thread comes back whole, and the event loop goes on meanwhile [OPS-2]', async () => {
  const analyser = isolatedAnalyser();
  const waits: number[] = [];
  let atMs = performance.now();
  const ticking = setInterval(() => { waits.push(performance.now() - atMs); atMs = performance.now(); }, 5);
  const { report } = await analyser.analyse(question);
  clearInterval(ticking);
  expect(report).toMatchObject({ pass: false, compiles: true, findings: [{ severity: 'critical', line: 4, principal: 'anonymous', witness: { request: { auth: null } } }] });
  expect(Math.max(...waits)).toBeLessThan(1_000);
  await analyser.close();
});

describe('limits', () => {
  test('an analysis that never ends is given up in time, and the next one is answered [OPS-2]', async () => {
    const analyser = isolatedAnalyser({ thread: await forever() });
    await expect(analyser.analyse({ ...question, limitMs: 300 })).rejects.toMatchObject({ problem: 'rules-too-costly', message: expect.stringContaining('more than 0.3 s') });
    await analyser.close();
    const healthy = isolatedAnalyser();
    expect((await healthy.analyse(question)).report.compiles).toBe(true);
    await healthy.close();
  });

  test.each([['bit by bit', hungry], ['in leaps', greedy]])('one that eats all its memory %s ends alone: this process lives [OPS-2]', async (_how, eating) => {
    const analyser = isolatedAnalyser({ thread: await eating(), limits: { processes: 1, waiting: 1, memoryMb: 32 } });
    await expect(analyser.analyse(question)).rejects.toMatchObject({ problem: 'rules-too-costly', message: expect.stringContaining('memory') });
    await analyser.close();
  });

  test('more than may wait are refused, and those that wait have their turn', async () => {
    const slow = await thread("setTimeout(() => parentPort.postMessage({ kind: 'analysed', analysis: workerData.source }), 100);");
    const analyser = isolatedAnalyser({ thread: slow, limits: { processes: 1, waiting: 2, memoryMb: 64 } });
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((source) => analyser.analyse({ source, limitMs: 5_000 })));
    expect(outcomes).toMatchObject([{ value: 'a' }, { value: 'b' }, { value: 'c' }, { reason: { problem: 'overloaded' } }]);
    await analyser.close();
  });

  test('closing ends what runs and what waits', async () => {
    const analyser = isolatedAnalyser({ thread: await forever(), limits: { processes: 1, waiting: 2, memoryMb: 64 } });
    const outcomes = Promise.allSettled([1, 2].map(() => analyser.analyse(question)));
    await sleep(50);
    await analyser.close();
    expect(await outcomes).toMatchObject([{ reason: { problem: 'overloaded' } }, { reason: { problem: 'overloaded' } }]);
  });
});

test('goes when the server is gone, in whatever way: nothing is left that burns a core', async () => {
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), [(await forever()).href, '64'], { execArgv: ['--conditions=@sora/source'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.send(question);
  await sleep(1_000);
  expect(child.exitCode).toBeNull();
  child.disconnect();
  await once(child, 'exit');
});

test('a thread that fails for another reason is our fault, not that of the rules', async () => {
  const analyser = isolatedAnalyser({ thread: await thread("throw new Error('broken');") });
  await expect(analyser.analyse(question)).rejects.toMatchObject({ problem: 'internal' });
  await analyser.close();
});

test('intents that are not what they should be are named', async () => {
  const analyser = isolatedAnalyser();
  await expect(analyser.analyse({ ...question, intents: '{"intents": 7}' })).rejects.toMatchObject({ problem: 'not-set-up', message: expect.stringContaining('SORA_RULES_INTENTS') });
  await analyser.close();
});

test('an accepted finding is no finding', async () => {
  const analyser = isolatedAnalyser();
  const { report: { findings: [found] } } = await analyser.analyse(question);
  const intents = JSON.stringify({ acceptances: [{ finding: found?.id, reason: 'A demonstration.', expires: '2999-01-01' }] });
  expect((await analyser.analyse({ ...question, intents })).report).toMatchObject({ findings: [], accepted: [{ finding: { id: found?.id }, reason: 'A demonstration.' }] });
  await analyser.close();
});

test('a text is compared with the one before it: what may be done newly, with the request [SEC-2]', async () => {
  const analyser = isolatedAnalyser();
  const closed = open.replace('if true', 'if request.auth.uid == id');
  expect((await analyser.analyse({ ...question, before: closed })).change).toMatchObject({ verdict: 'looser', differences: expect.arrayContaining([expect.objectContaining({ direction: 'looser', operation: 'get', line: 4 })]) });
  expect((await analyser.analyse({ ...question, source: closed, before: open })).change?.verdict).toBe('stricter');
  expect((await analyser.analyse({ ...question, before: 'broken' })).change).toBeUndefined();
  await analyser.close();
});
