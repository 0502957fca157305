import { expect, test } from 'vitest';
import { evaluateRequest } from '../evaluation/evaluate-request.ts';
import { re2jsEngine } from '../evaluation/re2js-engine.ts';
import { parseRules } from '../language/parse-rules.ts';
import { patternText } from '../language/ruleset.ts';
import { firestoreRules, noon } from '../testing/ask.ts';
import { corpusFiles } from '../testing/corpus.ts';
import { randomOf } from '../testing/random.ts';
import { randomWorlds } from '../testing/random-world.ts';
import { accessMatrix, type Cell } from './access-matrix.ts';
import { proverOf } from './prover.ts';
import type { ProofSettings } from './access.ts';
import { principalNamed } from './principal.ts';
import { isAllowed } from './witness.ts';

const settings: ProofSettings = { nowNanos: BigInt(Date.parse(noon)) * 1_000_000n, regex: re2jsEngine() };

function matrixOf(source: string): readonly Cell[] {
  return accessMatrix(proverOf(parseRules(source).ruleset, settings));
}

/** `operation principal` of the cells with this verdict. */
function cells(source: string, kind: Cell['verdict']['kind'], match = '/databases/{database}/documents/docs/{id}'): readonly string[] {
  return matrixOf(source).filter((cell) => cell.match === match && cell.verdict.kind === kind).map(({ operation, principal }) => `${operation} ${principal}`);
}

const anyone = ['anonymous', 'anonymous-auth', 'self-registered', 'stranger'];
const users = ['other-owner', 'ex-participant', 'participant', 'owner', 'moderator', 'admin-by-claim', 'admin-by-document'];
const everyone = [...anyone, ...users];

test('an open read is allowed to everyone, with a request that was run; what no allow covers is denied [SEC-1]', () => {
  const source = firestoreRules('match /docs/{id} { allow get; }');
  expect(cells(source, 'allow')).toEqual(everyone.map((name) => `get ${name}`));
  expect(cells(source, 'deny')).toHaveLength(44);
  const [cell] = matrixOf(source);
  expect(cell).toMatchObject({ line: 4, verdict: { kind: 'allow', line: 4, witness: { request: { operation: 'get', path: 'docs/some-id', auth: null }, documents: { 'docs/some-id': {} } } } });
});

test('"signed in" is everyone who can register; "verified" is everyone with an address [SEC-1]', () => {
  expect(cells(firestoreRules('match /docs/{id} { allow delete: if request.auth != null; }'), 'allow')).toEqual(everyone.slice(1).map((name) => `delete ${name}`));
  expect(cells(firestoreRules('match /docs/{id} { allow delete: if request.auth.token.email_verified == true; }'), 'allow')).toEqual(['stranger', ...users].map((name) => `delete ${name}`));
  expect(cells(firestoreRules("match /docs/{id} { allow delete: if request.auth.token.firebase.sign_in_provider != 'anonymous'; }"), 'allow')).toEqual(everyone.slice(2).map((name) => `delete ${name}`));
});

test('what is the caller\'s own by its name is denied to everyone else', () => {
  expect(cells(firestoreRules('match /docs/{id} { allow read, write: if request.auth.uid == id; }'), 'allow')).toEqual(['get', 'list', 'create', 'update', 'delete'].map((operation) => `${operation} owner`));
});

test('what names the caller in a field is theirs; a list names those who take part', () => {
  expect(cells(firestoreRules('match /docs/{id} { allow get: if resource.data.ownerId == request.auth.uid; }'), 'allow')).toEqual(['get owner']);
  expect(cells(firestoreRules('match /docs/{id} { allow get: if request.auth.uid in resource.data.members; }'), 'allow')).toEqual(['get participant', 'get owner']);
});

test('new data is the caller\'s to choose, so an author may take over what an update only checks anew [SEC-1]', () => {
  const source = (condition: string) => firestoreRules(`match /docs/{id} { allow update: if ${condition}; }`);
  expect(cells(source('request.resource.data.owner == request.auth.uid'), 'allow')).toContain('update stranger');
  expect(cells(source('request.resource.data.owner == request.auth.uid && request.resource.data.owner == resource.data.owner'), 'allow')).toEqual(['update owner']);
});

test('an update that is shown changes something', () => {
  const [cell] = matrixOf(firestoreRules('match /docs/{id} { allow update: if request.resource.data.owner == resource.data.owner; }')).filter(({ operation }) => operation === 'update');
  expect(cell?.verdict).toMatchObject({ kind: 'allow', witness: { request: { data: { owner: 'some-owner', changed: 'by the caller' } }, documents: { 'docs/some-id': { owner: 'some-owner' } } } });
});

test('a condition on data is a fact: with it allowed, without it denied, both run', () => {
  const source = firestoreRules('match /docs/{id} { allow get: if resource.data.isPublic == true; }');
  const [cell] = matrixOf(source);
  expect(cell?.verdict).toMatchObject({ kind: 'conditional', line: 4, witness: { documents: { 'docs/some-id': { isPublic: true } } }, facts: [{ text: 'resource.data.isPublic == true' }] });
  if (cell?.verdict.kind !== 'conditional') throw new Error('not conditional');
  const { ruleset } = parseRules(source);
  expect([isAllowed(ruleset, cell.verdict.witness, settings), isAllowed(ruleset, cell.verdict.facts[0]?.without ?? cell.verdict.witness, settings)]).toEqual([true, false]);
  expect(cells(source, 'conditional')).toEqual(everyone.map((name) => `get ${name}`));
});

test('what only asks for a field or its type is no fact: any ordinary document has it', () => {
  expect(cells(firestoreRules('match /docs/{id} { allow get: if resource.data.title is string && resource.data.size > resource.data.size - 1; }'), 'allow')).toEqual(everyone.map((name) => `get ${name}`));
});

test('no data makes an impossible condition true', () => {
  expect(cells(firestoreRules('match /docs/{id} { allow get: if resource.data.isPublic == true && request.auth.uid == id; }'), 'conditional')).toEqual(['get owner']);
  expect(cells(firestoreRules('match /docs/{id} { allow write: if request.resource.data is string; }'), 'deny')).toHaveLength(55);
  expect(cells(firestoreRules("match /docs/{id} { allow get: if resource.data.a == 'x' && resource.data.a == 'y'; }"), 'deny')).toHaveLength(55);
  expect(cells(firestoreRules('match /docs/{id} { allow create: if request.resource.data.a > 5 && request.resource.data.a < 3; }'), 'deny')).toHaveLength(55);
});

test('a failing part keeps a conjunction from being true, whatever the rest; not so a disjunction or a negation', () => {
  const decided = (condition: string) => cells(firestoreRules(`match /docs/{id} { allow get: if ${condition}; }`), 'deny').filter((cell) => cell === 'get anonymous').length;
  const conditions = ['resource.data.a == 1 && request.auth.uid == id', '(resource.data.a == 1 && request.auth.uid == id) || resource.data.b is bool && 1 > "a"', 'resource.data.a == 1 || request.auth.uid == id', '!(resource.data.a == 1 && request.auth.uid == id)', '(resource.data.a == 1 && request.auth.uid == id) != true', '!!(resource.data.a == 1 && request.auth.uid == id)'];
  expect(conditions.map(decided)).toEqual([1, 1, 0, 0, 0, 1]);
});

test('a role in the caller\'s own document makes an admin of those whose document says so', () => {
  const source = firestoreRules("match /docs/{id} { allow get: if get(/databases/$(database)/documents/roles/$(request.auth.uid)).data.role == 'admin'; }");
  expect(cells(source, 'allow')).toEqual(['get admin-by-document']);
  expect(cells(source, 'conditional')).toEqual(['other-owner', 'ex-participant', 'participant', 'owner', 'moderator', 'admin-by-claim'].map((name) => `get ${name}`));
  expect(cells(source, 'deny').filter((cell) => cell.startsWith('get'))).toEqual(anyone.map((name) => `get ${name}`));
});

test('claims, addresses and uids that the rules spell out make an admin by claim', () => {
  const allowed = (condition: string) => cells(firestoreRules(`match /docs/{id} { allow get: if ${condition}; }`), 'allow');
  expect(allowed('request.auth.token.admin == true')).toEqual(['get admin-by-claim']);
  expect(allowed("request.auth.uid == 'kR3vN0'")).toEqual(['get admin-by-claim']);
  expect(allowed("request.auth.token.role in ['moderator']")).toEqual(['get moderator', 'get admin-by-claim']);
  // Anybody can register with an address that is not theirs; only its owner can verify it.
  expect(allowed("request.auth.token.email == 'boss@example.com'")).toEqual(['get self-registered', 'get admin-by-claim']);
  expect(allowed("request.auth.token.email == 'boss@example.com' && request.auth.token.email_verified")).toEqual(['get admin-by-claim']);
});

test('a list is allowed where the caller can ask for nothing but what is allowed', () => {
  const listed = (condition: string) => cells(firestoreRules(`match /docs/{id} { allow list: if ${condition}; }`), 'allow');
  expect(listed('resource.data.isPublic == true')).toContain('list anonymous');
  expect(listed('resource.data.owner == request.auth.uid')).toEqual(['list owner']);
  expect(listed('request.auth.uid in resource.data.members')).toEqual(['list participant', 'list owner']);
  expect(listed('request.query.limit <= 10')).toContain('list anonymous');
  expect(listed("resource.data.keys().hasOnly(['a'])")).toEqual([]);
});

test('what an update may change is told from what it must keep', () => {
  const source = (condition: string) => firestoreRules(`match /docs/{id} { allow update: if ${condition}; }`);
  const changed = "request.resource.data.get('role', null) != resource.data.get('role', null)";
  const mayChangeRole = (condition: string) => {
    const prover = proverOf(parseRules(source(condition)).ruleset, settings);
    const target = prover.targets.find(({ example }) => example === 'docs/some-id');
    if (target === undefined) throw new Error('no target');
    return prover.verdict({ target, operation: 'update', principal: principalNamed('stranger'), goal: changed }).kind;
  };
  expect(mayChangeRole("request.resource.data.diff(resource.data).affectedKeys().hasOnly(['name'])")).toBe('deny');
  expect(mayChangeRole("request.resource.data.diff(resource.data).affectedKeys().hasOnly(['name', 'role'])")).toBe('allow');
  expect(mayChangeRole('request.resource.data.role == resource.data.role')).toBe('deny');
  expect(mayChangeRole("!request.resource.data.diff(resource.data).affectedKeys().hasAny(['role'])")).toBe('deny');
  expect(mayChangeRole('request.resource.data.name is string')).toBe('allow');
});

test('a document that is missing is asked about too: the way in that "resource == null" leaves open', () => {
  const [cell] = matrixOf(firestoreRules('match /docs/{id} { allow get: if resource == null; }'));
  expect(cell?.verdict).toMatchObject({ kind: 'allow', witness: { documents: {} } });
});

test('a wide match around a narrow one opens it', () => {
  const source = firestoreRules('match /docs/{id} { allow read, write: if false; } match /{rest=**} { allow list; }');
  expect(cells(source, 'allow')).toEqual(everyone.map((name) => `list ${name}`));
});

test('a date that has passed closes test mode', () => {
  const until = (date: string) => cells(firestoreRules(`match /docs/{id} { allow read: if request.time < timestamp.date(${date}); }`), 'allow').length;
  expect([until('2026, 3, 1'), until('2026, 1, 1')]).toEqual([22, 0]);
});

test('Storage: an upload over an object is a create, and version 1 lists nothing', () => {
  const source = (version: string) => `${version}service firebase.storage { match /b/{bucket}/o { match /{all=**} { allow list; allow create: if resource != null; } } }`;
  expect(cells(source("rules_version = '2';\n"), 'allow', '/b/{bucket}/o/{all=**}')).toEqual(['list', 'create'].flatMap((operation) => everyone.map((name) => `${operation} ${name}`)));
  expect(cells(source(''), 'allow', '/b/{bucket}/o/{all=**}')).toEqual(everyone.map((name) => `create ${name}`));
});

test('Storage: size, type and metadata of an upload are the caller\'s', () => {
  const source = "rules_version = '2';\nservice firebase.storage { match /b/{bucket}/o { match /avatars/{user} { allow create: if request.resource.size < 5 * 1024 * 1024 && request.resource.contentType.matches('image/.*') && request.auth.uid == user; } } }";
  const [witness] = matrixOf(source).flatMap(({ verdict }) => (verdict.kind === 'allow' ? [verdict.witness] : []));
  expect(cells(source, 'allow', '/b/{bucket}/o/avatars/{user}')).toEqual(['create owner']);
  expect(witness?.request).toMatchObject({ path: 'avatars/uid-of-the-caller', upload: { contentType: expect.stringMatching('^image/') } });
});

test('matches that can name no document have no row', () => {
  expect(matrixOf('service cloud.firestore { match /users/{id} { allow read; } }')).toEqual([]);
  expect(matrixOf(firestoreRules('match /docs { allow read; }'))).toEqual([]);
});

test('what the judge refuses is not called allowed: a condition that is true but too long to evaluate', () => {
  const source = (terms: number) => firestoreRules(`match /docs/{id} { allow get: if ${Array.from({ length: terms }, () => '1 == 1').join(' && ')}; }`);
  expect([cells(source(400), 'allow').length, cells(source(600), 'allow'), cells(source(600), 'undecided').length]).toEqual([11, [], 11]);
});

test('rules that do not compile allow nothing', () => {
  expect(matrixOf('service cloud.firestore { match /databases/{d}/documents/a/{b} { allow read if true; } }').every(({ verdict }) => verdict.kind !== 'allow')).toBe(true);
});

// The campaign asks 300 times a cell.
const requestsPerCell = 2;

test('over the corpus: no random request of a denied cell is allowed', () => {
  const random = randomOf(20_260_901);
  const wrong = corpusFiles().flatMap(({ file, source }) => {
    const { ruleset } = parseRules(source);
    if (!ruleset.compiles) return [];
    const prover = proverOf(ruleset, settings);
    const make = randomWorlds(ruleset, random);
    const targets = new Map(prover.targets.map((target) => [patternText(target.flat.path), target]));
    return accessMatrix(prover).filter(({ verdict }) => verdict.kind === 'deny').flatMap((cell) => Array.from({ length: requestsPerCell }, () => {
      const target = targets.get(cell.match);
      if (target === undefined) throw new Error(`There is no target ${cell.match}.`);
      const { request, facts } = make({ target, operation: cell.operation, principal: principalNamed(cell.principal) });
      return evaluateRequest(ruleset, request, facts).allowed ? [{ file, cell, request }] : [];
    }).flat());
  });
  expect(wrong).toEqual([]);
}, 300_000);
