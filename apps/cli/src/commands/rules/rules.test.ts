import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

const open = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /user_wallets/{user} {
      allow get: if request.auth != null;
    }
  }
}
`;
const closed = open.replace('request.auth != null', 'request.auth.uid == user');

test('the matrix has a column for each caller, and requests for machines [SEC-1]', async () => {
  const path = await file('firestore.rules', open);
  expect(await rules.run(['matrix', path])).toBe(0);
  expect(printed[0]).toContain(`${path}:4: /databases/{database}/documents/user_wallets/{user}`);
  expect(printed[0]).toMatch(/ {2}get {5}-( +yes 5){10}\n {2}list {4}-( +-){10}\n/);
  await rules.run(['matrix', path, '--json']);
  const { principals, matrix } = JSON.parse(printed[1] ?? '') as { readonly principals: readonly object[]; readonly matrix: readonly { readonly operation: string; readonly principal: string; readonly verdict: { readonly kind: string; readonly witness: unknown } }[] };
  const allowed = matrix.filter(({ verdict }) => verdict.kind === 'allow');
  expect([principals.length, matrix.length, allowed.length, allowed[0]]).toMatchObject([11, 55, 10, { operation: 'get', principal: 'anonymous-auth' }]);
  expect(await rules.run(['explain', '--rules', path, '--request', await file('witness.json', JSON.stringify(allowed[0]?.verdict.witness))])).toBe(0);
});

test('prove ends with 1 and shows the request, which "explain --finding" runs again [SEC-1]', async () => {
  const path = await file('firestore.rules', open);
  expect(await rules.run(['prove', path])).toBe(1);
  expect(printed[0]).toMatch(/firestore\.rules:5: critical: [\s\S]*request {2}get user_wallets\//);
  const id = / {4}id {7}(.*)/.exec(printed[0] ?? '')?.[1] ?? '';
  expect(await rules.run(['explain', '--rules', path, '--finding', id])).toBe(0);
  expect(printed[1]).toMatch(/^ALLOWED {2}get user_wallets\//);
  expect([await rules.run(['explain', '--rules', path, '--finding', 'other']), said[0]]).toEqual([2, expect.stringContaining('has no finding "other"')]);
});

test('prove ends with 0 where nothing is found, and with 2 where nothing can be', async () => {
  expect(await rules.run(['prove', await file('a.rules', closed)])).toBe(0);
  expect(printed[0]).toContain('a.rules: 100 of 100, passes.\nNo findings; 0 of 55 accesses undecided.');
  expect(await rules.run(['prove', await file('b.rules', 'match nothing')])).toBe(2);
  expect(printed[1]).toContain('does not compile');
});

test('prove speaks JSON, SARIF and Markdown, one at a time [SEC-3]', async () => {
  const path = await file('firestore.rules', open);
  for (const format of ['--json', '--sarif', '--markdown']) expect(await rules.run(['prove', path, format])).toBe(1);
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({ score: expect.any(Number), pass: false, findings: [{ check: expect.any(String), severity: 'critical', path: '/databases/{database}/documents/user_wallets/{user}', operation: 'get', principal: 'anonymous-auth', line: 5, witness: {}, fix: expect.any(String) }], matrix: expect.any(Array), undecided: { cells: 0 } });
  expect(JSON.parse(printed[1] ?? '')).toMatchObject({ version: '2.1.0', runs: [{ results: [{ level: 'error' }] }] });
  expect(printed[2]).toContain('| **critical** | 5 |');
  expect([await rules.run(['prove', path, '--json', '--sarif']), said[0]]).toEqual([2, 'Choose one of --json and --sarif.']);
});

test('score is the number, and the exit code says if it passes [SEC-4]', async () => {
  expect(await rules.run(['score', await file('a.rules', closed)])).toBe(0);
  expect(await rules.run(['score', await file('b.rules', open), '--json'])).toBe(1);
  expect([printed[0], JSON.parse(printed[1] ?? '')]).toEqual(['100 passes', { score: 60, pass: false, compiles: true }]);
});

test('an accepted finding counts no more; an intents file with mistakes is refused with each of them', async () => {
  const path = await file('firestore.rules', open);
  await rules.run(['prove', path, '--json']);
  const { findings: [found] } = JSON.parse(printed[0] ?? '') as { readonly findings: readonly { readonly id: string }[] };
  const accepted = await file('intents.json', JSON.stringify({ acceptances: [{ finding: found?.id, reason: 'A demo.', expires: '2999-12-31' }] }));
  expect([await rules.run(['prove', path, '--intents', accepted]), printed[1]]).toEqual([0, expect.stringMatching(/100 of 100, passes[\s\S]*until 2999-12-31: A demo\./)]);
  const wrong = await file('wrong.json', '{"acceptances": [{"finding": "x"}]}');
  expect([await rules.run(['prove', path, '--intents', wrong]), said[0]]).toEqual([2, expect.stringContaining('is not an intents file:\n  ')]);
});

test('diff says in which direction, with the request, and ends with 1 for what allows more', async () => {
  const [strict, loose] = [await file('strict.rules', closed), await file('loose.rules', open)];
  expect(await rules.run(['diff', strict, loose])).toBe(1);
  expect(printed[0]).toContain(`${loose} allows more than ${strict}.`);
  expect(printed[0]).toMatch(/loose\.rules:5: newly allowed: get in .*user_wallets.*\n {4}request {2}get user_wallets\//);
  expect(await rules.run(['diff', loose, strict, '--json'])).toBe(0);
  expect(JSON.parse(printed[1] ?? '')).toMatchObject({ verdict: 'stricter', differences: [{ direction: 'stricter', operation: 'get', witness: {} }] });
  expect([await rules.run(['diff', strict, strict]), printed[2]]).toEqual([0, `${strict} allows the same as ${strict}.`]);
  expect([await rules.run(['diff', strict]), await rules.run(['diff', strict, await file('x.rules', 'broken')])]).toEqual([2, 2]);
});

describe('the gate before a deploy [SEC-3]', () => {
  // Passes "prove", and allows more than none.
  const news = closed.replace('match /user_wallets', 'match /news/{item} { allow get: if request.auth != null; }\n    match /user_wallets');

  test('lets through what allows no more and passes', async () => {
    const path = await file('a.rules', closed);
    expect(await rules.run(['gate', '--against', await file('deployed.rules', news), path])).toBe(0);
    expect(printed[0]).toMatch(/^PASS: .*a\.rules against .*deployed\.rules\.\n\n.*allows less than/);
  });

  test('stops what allows more, until somebody approves it with a reason', async () => {
    const [path, deployed] = [await file('a.rules', news), await file('deployed.rules', closed)];
    expect(await rules.run(['gate', '--against', deployed, path])).toBe(1);
    expect(printed[0]).toMatch(/^STOP: [\s\S]*newly allowed: get in .*news[\s\S]*nobody approved it[\s\S]*looser \/databases\/\{database\}\/documents\/news\/\{item\} get/);
    expect(await rules.run(['gate', '--against', deployed, path, '--approve', 'News are for users.'])).toBe(0);
    expect(printed[1]).toMatch(/^PASS: [\s\S]*approved: looser .*News are for users\./);
    expect([await rules.run(['gate', '--against', deployed, path, '--approve', ' ']), said[0]]).toEqual([2, expect.stringContaining('needs its reason')]);
  });

  test('takes an approval from the intents file, until it expires', async () => {
    const [path, deployed] = [await file('a.rules', news), await file('deployed.rules', closed)];
    const approvedUntil = (expires: string) => file(`${expires}.json`, JSON.stringify({ acceptances: [{ finding: 'looser /databases/{database}/documents/news/{item} get', reason: 'News are for users.', expires }] }));
    expect(await rules.run(['gate', '--against', deployed, path, '--intents', await approvedUntil('2999-12-31'), '--json'])).toBe(0);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ pass: true, diff: { verdict: 'looser' }, approvals: [{ by: { reason: 'News are for users.', until: '2999-12-31' } }], report: { pass: true } });
    expect(await rules.run(['gate', '--against', deployed, path, '--intents', await approvedUntil('2020-01-01')])).toBe(1);
  });

  test('stops where nobody can decide whether more is allowed, until somebody approves it', async () => {
    const secret = (digest: string) => closed.replace('match /user_wallets', `match /news/{item} { allow get: if request.auth != null && hashing.sha256(resource.data.code).toHexString() == '${digest}'; }\n    match /user_wallets`);
    const [path, deployed] = [await file('a.rules', secret('11')), await file('deployed.rules', secret('00'))];
    expect([await rules.run(['gate', '--against', deployed, path]), await rules.run(['diff', deployed, path])]).toEqual([1, 1]);
    expect(printed[0]).toMatch(/^STOP: [\s\S]*or may be, and nobody approved it[\s\S]*undecided \/databases\/\{database\}\/documents\/news\/\{item\} get/);
    expect(await rules.run(['gate', '--against', deployed, path, '--approve', 'Another secret.'])).toBe(0);
  });

  test('stops what does not pass, however strict it is, also when it is approved; and says what it needs', async () => {
    const path = await file('a.rules', open);
    expect(await rules.run(['gate', '--against', path, path, '--approve', 'x', '--markdown'])).toBe(1);
    expect(printed[0]).toMatch(/^## Stop: [\s\S]*\| \*\*critical\*\* \| 5 \|/);
    expect([await rules.run(['gate', path]), await rules.run(['gate', '--against', await file('x.rules', 'broken'), path]), await rules.run(['gate', '--against', path, path, '--sarif'])]).toEqual([2, 2, 2]);
  });
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
    expect.stringContaining('There is no "rules prune": check, '),
    'Name one rules file, such as firestore.rules.',
    expect.stringContaining('does not compile, so it allows nothing'),
  ]);
});
