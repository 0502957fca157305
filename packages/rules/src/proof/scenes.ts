import { childVariable, type Knowledge, string, type UnknownValue, type Value } from '../evaluation/values/value.ts';
import type { Expression } from '../language/ast.ts';
import type { Ruleset } from '../language/ruleset.ts';
import type { RulesAuth } from '../evaluation/request/request.ts';
import { type Access, type ProofSettings, statesBefore } from './access.ts';
import { roots, type Scene } from './search/scene.ts';
import { anything, type Guess, type State } from './search/state.ts';
import { expressionsIn } from './search/vocabulary.ts';
import { exampleName } from './target.ts';

/** The scenes that make up a cell: each state of the document before, each identity that the caller may have. */
export function scenesOf(access: Access, settings: ProofSettings, uids: readonly string[]): readonly Scene[] {
  const { principal } = access;
  const auths = principal.standing.claims === 'any' && principal.auth !== null ? [principal.auth, ...uids.map((uid) => named(principal.auth, uid))] : [principal.auth];
  return statesBefore(access).flatMap((before) => auths.map((auth) => ({ access, before, auth, standing: principal.standing, settings, settled: new Map() })));
}

function named(auth: RulesAuth | null, uid: string): RulesAuth {
  return { uid, token: { ...auth?.token, sub: uid, user_id: uid } };
}

/** Identities that are spelled out are few; the rest of a long list is like its first. */
const maxUids = 4;

/** Uids that the rules spell out, next to the caller's. */
export function uidsIn(ruleset: Ruleset): readonly string[] {
  const uids = new Set<string>();
  for (const expression of expressionsIn(ruleset)) {
    if (expression.kind !== 'binary' || !['==', '!=', 'in'].includes(expression.operator)) continue;
    const sides = [expression.left, expression.right];
    if (sides.some(isUid)) for (const text of sides.flatMap(textsIn)) uids.add(text);
  }
  return [...uids].slice(0, maxUids);
}

export function isUid(expression: Expression): boolean {
  return expression.kind === 'member' && expression.name.text === 'uid' && expression.object.kind === 'member' && expression.object.name.text === 'auth';
}

/** A text, or those of a list. */
export function textsIn(expression: Expression): readonly string[] {
  if (expression.kind === 'list') return expression.items.flatMap(textsIn);
  return expression.kind === 'literal' && expression.value.kind === 'string' ? [expression.value.value] : [];
}

/** What holds in every world of a scene. */
export function startOf(scene: Scene): State {
  return { ...anything, guesses: new Map([...names(scene), ...ofToken(scene), ...ofObjects(scene)]) };
}

function* names(scene: Scene): Generator<readonly [string, Guess]> {
  const { access: { target }, settled } = scene;
  for (const step of target.path) {
    if (typeof step === 'string' || step.kind === 'any-depth' || step.variable === undefined) continue;
    const name = settled.get(step.name);
    const isOpen = openName(scene, step.variable) !== undefined;
    yield [step.variable, name !== undefined ? { kind: 'is', value: string(name) } : { kind: 'some', known: isOpen ? { types: new Set(['string']) } : anyName(scene, step) }];
  }
}

function anyName(scene: Scene, { known, name }: UnknownValue): Knowledge {
  return { types: new Set(['string']), standsFor: known.standsFor ?? exampleName(name), excludes: known.excludes ?? [], neverIs: ownNames(scene) };
}

/**
 * What is known of a name once the query asks for it. Which documents a query returns is open otherwise, so nothing may hang on
 * their names. `undefined`: the variable is no such name.
 */
export function openName(scene: Scene, variable: string): Knowledge | undefined {
  const { access: { target, operation } } = scene;
  const last = target.path.at(-1);
  return operation === 'list' && typeof last === 'object' && last.kind === 'unknown' && last.variable === variable ? anyName(scene, last) : undefined;
}

function ownNames({ auth, standing }: Scene): readonly Value[] {
  return auth === null || standing.isNamedByPath ? [] : [string(auth.uid)];
}

function* ofToken({ standing, auth }: Scene): Generator<readonly [string, Guess]> {
  const email = auth?.token['email'];
  if (typeof email === 'string' && (standing.choosesEmail || standing.claims !== 'none')) yield [childVariable(roots.token, 'email'), { kind: 'some', known: { types: new Set(['string']), standsFor: email } }];
}

/** What Storage itself says of an object. */
function* ofObjects({ access: { target: { service }, operation }, before }: Scene): Generator<readonly [string, Guess]> {
  if (service !== 'firebase.storage') return;
  const isUpload = operation === 'create' || operation === 'update';
  for (const root of [...(before === 'exists' ? [roots.object] : []), ...(isUpload ? [roots.upload] : [])]) {
    yield [childVariable(root, 'size'), { kind: 'some', known: { types: new Set(['int']), lower: { value: { kind: 'int', value: 0n }, inclusive: true } } }];
    yield [childVariable(root, 'metadata'), { kind: 'some', known: { types: new Set(['map']) } }];
    yield [childVariable(root, 'bucket'), { kind: 'is', value: string('bucket') }];
  }
}
