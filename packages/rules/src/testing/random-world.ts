import type { RulesFacts } from '../evaluation/request/facts.ts';
import type { Filter, Query, RulesAuth, RulesRequest } from '../evaluation/request/request.ts';
import type { PlainFields, PlainValue } from '../evaluation/values/plain-value.ts';
import type { Ruleset } from '../language/ruleset.ts';
import { type Access, statesBefore } from '../proof/access.ts';
import { uidsIn } from '../proof/scenes.ts';
import { callerNames, documentRole, mayBeThere, neverIn, type Role, type Scene } from '../proof/search/scene.ts';
import { settingsAtNoon } from './analyse.ts';
import { noon } from './ask.ts';
import type { Random } from './random.ts';
import { pickOf, type Vocabulary, vocabularyOf } from './vocabulary.ts';

export interface RandomRequest {
  readonly request: RulesRequest;
  readonly facts: RulesFacts;
}

/**
 * Makes requests of one ruleset's cells, in worlds that agree with what the caller's standing says of them, out of words that the
 * rules themselves speak of: only such data gets past conditions.
 */
export function randomWorlds(ruleset: Ruleset, random: Random): (access: Access) => RandomRequest {
  const [words, uids] = [vocabularyOf(ruleset), uidsIn(ruleset)];
  return (access) => {
    const pick = pickOf(random);
    const auth = randomAuth(access, uids, { words, random });
    const before = pick(statesBefore(access), 'exists');
    const scene: Scene = { access, before, auth, standing: access.principal.standing, settings: settingsAtNoon, settled: new Map() };
    const existing = before === 'missing' ? undefined : dataIn(scene, 'target', { words, random });
    const path = `/databases/(default)/documents/${access.target.example}`;
    const known = new Map<string, PlainFields | undefined>([[path, existing]]);
    const document = (at: string) => (known.has(at) ? known.get(at) : known.set(at, otherDocument(scene, at, { words, random })).get(at));
    return { facts: { document, object: () => existing, regex: settingsAtNoon.regex }, request: requestOf(scene, existing, { words, random }) };
  };
}

interface Chance {
  readonly words: Vocabulary;
  readonly random: Random;
}

/** The session, with claims and an address where the standing leaves them open. */
function randomAuth({ principal: { auth, standing } }: Access, uids: readonly string[], { words, random }: Chance): RulesAuth | null {
  const pick = pickOf(random);
  if (auth === null) return null;
  const claims = standing.claims === 'any' ? randomFields({ words, random }, () => true) : {};
  const email = standing.choosesEmail || standing.claims === 'any' ? { email: pick(words.texts, 'a@b.c') } : {};
  const uid = standing.claims === 'any' && random() < 0.3 ? pick(uids, auth.uid) : auth.uid;
  return { uid, token: { ...auth.token, ...(random() < 0.5 ? { ...claims, ...email } : {}) } };
}

/** Data in which the caller is named only where the standing says so. */
function dataIn(scene: Scene, role: Role, chance: Chance): PlainFields {
  return randomFields(chance, fitsIn(scene, role));
}

function fitsIn(scene: Scene, role: Role): Fits {
  const { neverIs, neverHas } = neverIn(scene, role);
  const texts = (values: typeof neverIs) => new Set((values ?? []).flatMap((value) => (value.kind === 'string' ? [value.value] : [])));
  const [is, has] = [texts(neverIs), texts(neverHas)];
  return (value, isMember) => typeof value !== 'string' || !(isMember ? has : is).has(value);
}

function otherDocument(scene: Scene, full: string, chance: Chance): PlainFields | undefined {
  const path = full.replace(/^\/databases\/[^/]*\/documents/, '');
  if (!mayBeThere(scene, path) || chance.random() < 0.2) return undefined;
  const role = documentRole(path, scene.auth);
  // What an ordinary user's own documents say is for the proof of escalation; here they are there, and empty.
  if (role === 'own' && scene.standing.ownDocuments !== 'any') return {};
  if (role === 'membership' && scene.standing.ownDocuments === 'moderator') return {};
  return dataIn(scene, role, chance);
}

type Fits = (value: PlainValue, isMember: boolean) => boolean;

function randomFields({ words, random }: Chance, fits: Fits): PlainFields {
  const share = 0.3 + random() * 0.7;
  return Object.fromEntries(words.fields.filter(() => random() < share).map((field) => [field, randomValue({ words, random }, fits, 0)]));
}

function randomValue(chance: Chance, fits: Fits, depth: number): PlainValue {
  const { words, random } = chance;
  const pick = pickOf(random);
  const of = (isMember: boolean): PlainValue => {
    const value = pick(words.values, null);
    return fits(value, isMember) ? value : null;
  };
  const kind = random();
  if (kind < 0.15) return Array.from({ length: Math.floor(random() * 3) }, () => of(true));
  if (kind < 0.3 && depth < 2) {
    const keys = Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(random() < 0.5 ? words.fields : words.texts, 'a')).filter((key) => fits(key, true));
    return Object.fromEntries(keys.map((key) => [key, randomValue(chance, fits, depth + 1)]));
  }
  return of(false);
}

function requestOf(scene: Scene, existing: PlainFields | undefined, chance: Chance): RulesRequest {
  const { access: { target: { service, example: path }, operation }, auth } = scene;
  const asked = { auth, time: noon };
  const written = () => newData(existing, auth, chance);
  if (service === 'firebase.storage') return { service, ...asked, operation, bucket: 'bucket', path, ...(operation === 'create' || operation === 'update' ? { upload: written() } : {}) };
  const base = { service: 'cloud.firestore', ...asked } as const;
  if (operation === 'list') return { ...base, operation, path: path.split('/').slice(0, -1).join('/'), query: randomQuery(scene, chance) };
  return operation === 'create' || operation === 'update' ? { ...base, operation, path, data: written() } : { ...base, operation, path };
}

/** All that the caller likes; over a document that is there, mostly that one with little changed. */
function newData(existing: PlainFields | undefined, auth: RulesAuth | null, chance: Chance): PlainFields {
  const { words, random } = chance;
  const pick = pickOf(random);
  const names: readonly PlainValue[] = auth === null ? [null] : callerNames(auth);
  const anything = randomFields(chance, () => true);
  const own = random() < 0.5 ? { [pick(words.fields, 'a')]: pick(names, null), [pick(words.fields, 'b')]: { $now: true } } : {};
  if (existing === undefined || random() < 0.4) return { ...anything, ...own };
  const changed = Object.fromEntries(Object.entries(anything).filter(() => random() < 1.5 / Math.max(1, words.fields.length)));
  return { ...existing, ...changed, ...(random() < 0.3 ? own : {}) };
}

const operators: readonly Filter['operator'][] = ['==', '==', '==', 'in', 'array-contains', '<=', '>=', '!='];

/** A query for documents that name the caller returns no others, so it names them only where the standing lets a document do so. */
function randomQuery(scene: Scene, { words, random }: Chance): Query {
  const pick = pickOf(random);
  const fits = fitsIn(scene, 'target');
  const names: readonly PlainValue[] = scene.auth === null ? [null] : callerNames(scene.auth);
  const where = Array.from({ length: Math.floor(random() * 4) }, (): Filter => {
    const operator = pick(operators, '==');
    const value = random() < 0.4 ? pick(names, null) : pick(words.values, null);
    const chosen = fits(value, operator === 'array-contains') ? value : null;
    return { field: pick(words.fields, 'a'), operator, value: operator === 'in' ? [chosen] : chosen };
  });
  return { where, ...(random() < 0.5 && { limit: 1 + Math.floor(random() * 20) }) };
}
