import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type SoraProcess, startSoraProcess } from '../../../../tools/browser/sora-process.ts';

const open = "rules_version = '2';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n    match /user_wallets/{user} {\n      allow get: if request.auth != null;\n    }\n  }\n}\n";
const closed = open.replace('request.auth != null', 'request.auth.uid == user');

let folder: string;
let path: string;
let sora: SoraProcess;
let token: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sora-scans-'));
  path = join(folder, 'firestore.rules');
  await writeFile(path, closed);
  sora = await startSoraProcess({ SORA_FIRESTORE_RULES: path });
  token = /sora_op_\S+/.exec(await sora.command('token', 'create', 'ci', '--role', 'operator'))?.[0] ?? '';
});
afterAll(async () => {
  await sora?.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly score: number;
  readonly code: string;
  readonly scan: { readonly id: string };
  readonly matrix: readonly object[];
  readonly findings: readonly { readonly severity: string; readonly witness: object }[];
}

/** The very line of the documents, with its host and an `Authorization` header. */
async function curl(...words: readonly string[]): Promise<Answer> {
  const { stdout } = await promisify(execFile)('curl', ['-s', `${sora.url}/admin_validateFirestoreRules`, '-H', `Authorization: Bearer ${token}`, ...words], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Answer;
}

/** Too large for a command line. */
async function bodyOf(name: string, source: string): Promise<string> {
  await writeFile(join(folder, name), JSON.stringify({ source }));
  return `@${join(folder, name)}`;
}

async function report(): Promise<{ readonly history: readonly { readonly trigger: string; readonly score: number }[] }> {
  const answer = await fetch(`${sora.url}/getRulesReport`, { headers: { authorization: `Bearer ${token}` } });
  return await answer.json() as Awaited<ReturnType<typeof report>>;
}

test('a server scans its rules by itself once a day, beginning with its first [SEC-2]', { timeout: 120_000 }, async () => {
  await vi.waitFor(async () => expect((await report()).history).toMatchObject([{ trigger: 'schedule', score: 100 }]), { timeout: 100_000, interval: 500 });
});

test('the line of the design works as it is written, and what became looser since the last scan is known [OPS-2, OPS-4, SEC-2]', async () => {
  await writeFile(path, open);
  const answer = await curl();
  expect(answer).toMatchObject({ score: 60, pass: false, files: [{ file: path, change: 'looser' }], findings: [{ severity: 'critical', line: 5, witness: { request: { operation: 'get' } } }] });
  expect([answer.matrix.length, (await report()).history.map(({ trigger }) => trigger)]).toEqual([55, ['request', 'schedule']]);
});

test('what it found is an event, once, however often it is scanned [SEC-5]', async () => {
  await curl();
  const { stdout } = await promisify(execFile)('curl', ['-s', `${sora.url}/getEventLog?limit=200`, '-H', `Authorization: Bearer ${token}`]);
  const found = (JSON.parse(stdout) as { readonly events: readonly { readonly type: string; readonly severity: string; readonly subject: string }[] }).events.filter(({ type }) => type.startsWith('SECURITY_RULES'));
  expect(found.map(({ type, severity }) => `${severity} ${type}`).toSorted()).toEqual(['critical SECURITY_RULES_VIOLATION', 'warning SECURITY_RULES_CHANGED']);
});

test('a text in the body is analysed, and not kept [OPS-2]', async () => {
  const before = (await report()).history.length;
  expect(await curl('-d', JSON.stringify({ source: closed }))).toMatchObject({ score: 100, pass: true, files: [{ file: 'source', change: 'stricter' }] });
  expect(await curl('-d', JSON.stringify({ source: 'match nothing' }))).toMatchObject({ score: 0, pass: false, compiles: false, diagnostics: [{ line: 1, file: 'source' }] });
  expect((await report()).history).toHaveLength(before);
});

test('a file made to cost time and memory is answered or refused, and the server answers others meanwhile [OPS-2]', async () => {
  const lookUps = Array.from({ length: 9 }, (_, at) => `get(/databases/$(d)/documents/a/$(request.auth.uid + string(resource.data.f${at}))).data.keys().hasAny(['x${at}', request.resource.data.g${at}])`).join(' != ');
  const matches = Array.from({ length: 120 }, (_, at) => `match /c${at}/{id} { allow read, write: if (${lookUps}) || resource.data.a${at}.matches('(a+)+$'); }`).join('\n');
  const source = `rules_version = '2';\nservice cloud.firestore { match /databases/{d}/documents {\n${matches}\n} }`;
  const answering = curl('-d', await bodyOf('costly.json', source));
  const asked = Array.from({ length: 20 }, async (_, at) => {
    await new Promise((resolve) => setTimeout(resolve, at * 200));
    const startedAtMs = performance.now();
    expect((await fetch(`${sora.url}/readyz`)).status).toBe(200);
    return performance.now() - startedAtMs;
  });
  expect(Math.max(...await Promise.all(asked))).toBeLessThan(5_000);
  const answer = await answering;
  expect(answer.score !== undefined || answer.code === 'rules-too-costly' ? 'answered' : answer).toBe('answered');
  expect(await curl('-d', await bodyOf('large.json', `${' '.repeat(256 * 1024)}x`))).toMatchObject({ code: 'body-too-large' });
  expect((await curl()).score).toBe(60);
  expect(await readFile(path, 'utf8')).toBe(open);
});
