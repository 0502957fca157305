import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rules } from './rules.ts';

const wallets = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    function isOwner(user) { return request.auth.uid == user; }
    match /wallets/{user} {
      allow get: if isOwner(user) && resource.data.tags.size() > 0;
      allow list: if resource.data.owner == request.auth.uid;
      allow create: if user.matches('[a-z]+');
    }
  }
}
`;
const uploads = "rules_version = '2';\nservice firebase.storage { match /b/{bucket}/o { match /avatars/{user} { allow get: if resource.size < 10; allow create: if request.resource.size < 10; } } }\n";

let folder: string;
const printed: string[] = [];
const said: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sora-rules-'));
  printed.length = 0;
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => { printed.push(String(text)); });
  vi.spyOn(console, 'error').mockImplementation((text: unknown) => { said.push(String(text)); });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** The exit code of explaining a request to these rules. */
async function explained(source: string, question: unknown, ...more: readonly string[]): Promise<number> {
  return rules.run(['explain', '--rules', await file('some.rules', source), '--request', await file('request.json', JSON.stringify(question)), ...more]);
}

const eve = { uid: 'eve', token: {} };

test('a file that compiles passes, with its warnings as places to click', async () => {
  const path = await file('firestore.rules', wallets.replace('match /wallets', 'function idle() { return true; }\n    match /wallets'));
  expect(await rules.run(['check', path])).toBe(0);
  expect(printed[0]).toContain('compiles: 2 matches, 1 warning.');
  expect(printed[0]).toContain(`${path}:5:14: warning: "idle" is never called. [unused-function]`);
});

test('one file of several that does not compile fails all, with line and remedy, for machines too', async () => {
  const paths = [await file('a.rules', wallets), await file('b.rules', 'service cloud.firestore {\n  match /a { allow read if true; }\n}')];
  expect(await rules.run(['check', ...paths, '--json'])).toBe(2);
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({ files: [{ compiles: true, diagnostics: [] }, { path: paths[1], compiles: false, diagnostics: [{ severity: 'error', line: 2, column: 25, remedy: expect.stringContaining('allow get, list: if') }] }] });
});

test('a denied request ends with 1 and says which part of which line was false', async () => {
  const question = { request: { operation: 'get', path: 'wallets/ada', auth: eve }, documents: { 'wallets/ada': { tags: ['a'] } } };
  expect(await explained(wallets, question)).toBe(1);
  expect(printed[0]).toContain('DENIED  get wallets/ada  as eve\nthe allow on line 6, in match /databases/{database}/documents/wallets/{user}: false');
  expect(printed[0]).toContain('   6   false    isOwner(user)\n   6   false    isOwner(user) && resource.data.tags.size() > 0');
});

test('a part that failed says why', async () => {
  await explained(wallets, { request: { operation: 'get', path: 'wallets/eve', auth: eve }, documents: { 'wallets/eve': {} } });
  expect(printed[0]).toMatch(/6 {3}error {4}resource\.data\.tags\.size\(\) > 0\n +.*tags/);
});

test('an allowed request ends with 0: a list by its filter, a write by a regular expression', async () => {
  const where = [{ field: 'owner', operator: '==', value: 'eve' }];
  expect(await explained(wallets, { request: { operation: 'list', path: 'wallets', auth: eve, query: { where } } })).toBe(0);
  expect(await explained(wallets, { request: { operation: 'list', path: 'wallets', auth: eve } })).toBe(1);
  expect(await explained(wallets, { request: { operation: 'list', path: 'wallets', auth: eve, query: { limit: 1 } } })).toBe(1);
  expect(await explained(wallets, { request: { operation: 'create', path: 'wallets/eve', data: {} } }, '--json')).toBe(0);
  expect(JSON.parse(printed[3] ?? '')).toMatchObject({ allowed: true, decidedBy: { kind: 'allow', range: { start: { line: 8 } } }, trace: { entries: [{ text: "user.matches('[a-z]+')", result: 'true' }] } });
});

test('Storage is asked about stored objects and uploads', async () => {
  expect(await explained(uploads, { request: { operation: 'get', path: 'avatars/eve' }, objects: { 'avatars/eve': { size: 9 } } })).toBe(0);
  expect(await explained(uploads, { request: { operation: 'create', path: 'avatars/eve', upload: { size: 11 } } })).toBe(1);
});

test.each([
  [{ documents: {} }, '"request" is missing'],
  [{ request: { operation: 'peek', path: 'a/b' } }, '"operation" is one of get, list'],
  [{ request: { operation: 'get' } }, '"path" is not a text'],
  [{ request: { operation: 'get', path: 'a/b', auth: { uid: 7 } } }, '"auth.uid" is not a text'],
  [{ request: { operation: 'create', path: 'a/b' } }, '"data" is missing'],
  [{ request: { operation: 'batch', writes: {} } }, '"writes" is not a list'],
  [{ request: { operation: 'list', path: 'a', query: { where: [{ field: 'b', operator: '==' }] } } }, '"value" of a filter is missing'],
  [{ request: { operation: 'list', path: 'a', query: { anyOf: [{ field: 'b' }] } } }, '"query.where" is not a list'],
  [{ request: { operation: 'get', path: 'a/b' }, documents: { 'a/b': 1 } }, '"a/b" of "documents" is not an object'],
  [[], 'The file is not an object'],
])('a question such as %j is refused by name', async (question, sentence) => {
  expect([await explained(wallets, question), printed]).toEqual([2, []]);
  expect(said[0]).toContain(sentence);
});

test('the matrix shows what anyone may do, with requests for machines [SEC-1]', async () => {
  const path = await file('firestore.rules', wallets.replace("if user.matches('[a-z]+')", 'if request.auth != null'));
  expect(await rules.run(['matrix', path])).toBe(0);
  expect(printed[0]).toContain(`${path}:5: /databases/{database}/documents/wallets/{user}`);
  expect(printed[0]).toMatch(/ {2}get {5}- +- +- +-\n {2}list {4}- +\? +\? +\?\n {2}create {2}- +ALLOW line 8 +ALLOW line 8 +ALLOW line 8\n {2}update {2}- +- +- +-/);
  await rules.run(['matrix', path, '--json']);
  const allowed = (JSON.parse(printed[1] ?? '') as { readonly matrix: readonly { readonly operation: string; readonly principal: string; readonly verdict: { readonly kind: string; readonly witness: unknown } }[] }).matrix.filter(({ verdict }) => verdict.kind === 'allow');
  expect(allowed.map(({ operation, principal }) => `${operation} ${principal}`)).toEqual(['create anonymous-auth', 'create self-registered', 'create stranger']);
  expect(await rules.run(['explain', '--rules', path, '--request', await file('witness.json', JSON.stringify(allowed[0]?.verdict.witness))])).toBe(0);
});

test('a file without a match that names anything says so', async () => {
  expect(await rules.run(['matrix', await file('firestore.rules', 'service cloud.firestore { match /users/{id} { allow read; } }')])).toBe(0);
  expect(printed[0]).toContain('In Firestore they begin with match /databases/{database}/documents.');
});

test('what cannot be read at all is "unreadable", in a sentence', async () => {
  const garbage = await file('garbage.rules', new Uint8Array([0xff, 0xfe, 0x00, 0xc3]));
  expect(await rules.run(['check', garbage])).toBe(2);
  expect(await rules.run(['check', join(folder, 'missing.rules')])).toBe(2);
  expect(await rules.run(['check'])).toBe(2);
  expect(await rules.run(['prune'])).toBe(2);
  expect(await rules.run(['matrix'])).toBe(2);
  expect(await explained('service', {})).toBe(2);
  expect(said.map((line) => line.split('\n')[0])).toEqual([
    `${garbage} is not text in UTF-8.`,
    expect.stringContaining('there is no such file'),
    expect.stringContaining('Name the files to check'),
    'There is no "rules prune": check, matrix, explain.',
    'Name one rules file, such as firestore.rules.',
    expect.stringContaining('does not compile, so it allows nothing'),
  ]);
});
