import type { PlainFields } from '../evaluation/values/plain-value.ts';
import { hasUnknown } from '../evaluation/values/has-unknown.ts';
import { partsOfVariable } from '../evaluation/values/value.ts';
import { examplesOf } from './search/examples.ts';
import { factsOf } from './facts.ts';
import { documentRole, roots, type Scene } from './search/scene.ts';
import { type Found, search } from './search/search.ts';
import { type Guess, type State, suppose } from './search/state.ts';
import { startOf } from './scenes.ts';
import type { Standing } from './standing.ts';
import { type Target, targetNaming } from './target.ts';
import { usesOf } from './uses.ts';
import type { Allowed } from './verdict.ts';
import { conditionsFor, type Known, searchThrough, type Way } from './way.ts';
import { isAllowed, type Witness } from './witness.ts';

/** Requests before the last one, at most: write one's own role, then what that opens. */
const maxSteps = 2;

/**
 * A way in that the caller prepares: documents named after the caller, which the rules ask for, are written by the caller first.
 * Every request of it was run, each in the database that those before it leave.
 */
export function withSteps(known: Known, way: Way, line: number): Allowed | undefined {
  if (!usesOf(way.condition).documents || way.scene.auth === null) return undefined;
  const prepared = prepare(known, way, maxSteps);
  return prepared === undefined || prepared.steps.length === 0 ? undefined : { kind: 'allow', line, ...prepared };
}

interface Prepared {
  readonly witness: Witness;
  readonly steps: readonly Witness[];
}

/** The standing of a caller whose own documents are whatever the caller can make of them. */
function preparing(standing: Standing): Standing {
  return { ...standing, ownDocuments: standing.ownDocuments === 'none' ? 'ordinary' : standing.ownDocuments, isListed: true };
}

/** What names the caller elsewhere than in documents of their own is not the caller's to write, so a list may not grow by preparing. */
function prepare(known: Known, way: Way, left: number): Prepared | undefined {
  const scene = { ...way.scene, standing: preparing(way.scene.standing), listed: way.scene.standing.isListed };
  const opened = { ...way, scene };
  const what = { ...searchThrough(known, opened), memory: new Map<string, State>() };
  const start = startOf(scene);
  const found = search(what, { name: '', state: start });
  if (found.kind !== 'found') return undefined;
  const own = ownDocumentsIn(scene, found.state);
  if (own.length === 0) return { witness: found.witness, steps: [] };
  if (own.length > left || factsOf(what, found, start).facts.some(({ text }) => !speaksOfOwn(text))) return undefined;
  return own.reduce<Prepared | undefined>((sofar, path) => (sofar === undefined ? undefined : oneStepEarlier(known, opened, { sofar, path, state: found.state, left })), { witness: found.witness, steps: [] });
}

function ownDocumentsIn({ auth }: Scene, { guesses }: State): readonly string[] {
  const places = new Set([...guesses].filter(([, guess]) => guess.kind !== 'missing').map(([variable]) => partsOfVariable(variable)[0] ?? '').filter((root) => root.startsWith('/')));
  return [...places].filter((place) => ['own', 'membership'].includes(documentRole(place, auth)));
}

/** Facts about the caller's own documents are what the steps bring about. */
function speaksOfOwn(text: string): boolean {
  return /\/[^ ]*\{caller\}/.test(text) && !text.includes('resource.data');
}

interface Gap {
  readonly sofar: Prepared;
  readonly path: string;
  readonly state: State;
  readonly left: number;
}

/** The same with a write before it that makes one document what is needed. */
function oneStepEarlier(known: Known, { scene }: Way, { sofar, path, state, left }: Gap): Prepared | undefined {
  const place = targetNaming(known.targets, { path: path.slice(1), service: 'cloud.firestore' });
  if (place === undefined) return undefined;
  for (const operation of ['create', 'update'] as const) {
    const step = stepTo(known, { scene, place, operation, wanted: wantedIn(known, { scene, state, path }), left: left - 1 });
    const joined = step === undefined ? undefined : join(known, step, sofar);
    if (joined !== undefined) return joined;
  }
  return undefined;
}

interface StepWanted {
  readonly scene: Scene;
  readonly place: { readonly target: Target; readonly settled: ReadonlyMap<string, string> };
  readonly operation: 'create' | 'update';
  readonly wanted: readonly (readonly [string, Guess])[];
  readonly left: number;
}

/** What is supposed of a document, as what is supposed of new data. */
function wantedIn({ vocabulary }: Known, { scene, state, path }: { readonly scene: Scene; readonly state: State; readonly path: string }): readonly (readonly [string, Guess])[] {
  const examples = examplesOf(state, scene, vocabulary);
  return [...state.guesses].filter(([variable]) => partsOfVariable(variable)[0] === path && variable !== path).map(([variable, guess]) => {
    const example = hangsOnOthers(guess) ? examples.valueOf(variable) : undefined;
    return [variable.replace(path, roots.after), example === undefined ? guess : { kind: 'is', value: example }];
  });
}

/** If it speaks of variables that another request has not. */
function hangsOnOthers(guess: Guess): boolean {
  if (guess.kind === 'is') return hasUnknown(guess.value);
  return guess.kind === 'same' || (guess.kind === 'some' && (guess.known.contains?.some(hasUnknown) === true || guess.known.differsFrom !== undefined));
}

function stepTo(known: Known, { scene, place, operation, wanted, left }: StepWanted): Prepared | undefined {
  const standing: Standing = { ...scene.standing, isNamedByPath: true, isNamedByField: 'anywhere', ownDocuments: 'none' };
  const stepScene: Scene = { ...scene, standing, before: operation === 'create' ? 'missing' : 'exists', settled: place.settled, access: { ...scene.access, target: place.target, operation } };
  for (const condition of conditionsFor(known.ruleset, stepScene)) {
    const way: Way = { condition, goals: [], scene: stepScene };
    for (const before of operation === 'update' ? unlike(wanted) : [[]]) {
      const start = [...wanted, ...before].reduce<State | undefined>((state, [variable, guess]) => (state === undefined ? undefined : suppose(state, variable, guess)), startOf(stepScene));
      const found: Found | undefined = start === undefined ? undefined : search({ ...searchThrough(known, way), memory: new Map() }, { name: '', state: start });
      if (found?.kind === 'found') return { witness: found.witness, steps: [] };
    }
    const prepared = left > 0 ? prepare(known, way, left) : undefined;
    if (prepared !== undefined && prepared.steps.length > 0) return prepared;
  }
  return undefined;
}

/** Documents that are not yet what is wanted: one field of it missing, or another. */
function unlike(wanted: StepWanted['wanted']): readonly StepWanted['wanted'][] {
  return wanted.flatMap(([variable, guess]) => {
    const before = variable.replace(roots.after, roots.before);
    return [[[before, { kind: 'missing' }]], ...(guess.kind === 'is' ? [[[before, { kind: 'some', known: { excludes: [guess.value] } }]] as const] : [])] as readonly StepWanted['wanted'][];
  });
}

/** Step and what follows it in one history, when each request of it is allowed where it stands. */
function join(known: Known, step: Prepared, sofar: Prepared): Prepared | undefined {
  const steps = [...step.steps, step.witness, ...sofar.steps];
  const made = new Set(steps.flatMap(({ request }) => (request.service === 'cloud.firestore' && request.operation === 'create' ? [request.path] : [])));
  const all = Object.assign({}, sofar.witness.documents, ...steps.toReversed().map((each) => each.documents)) as Readonly<Record<string, PlainFields>>;
  let documents: Readonly<Record<string, PlainFields>> = Object.fromEntries(Object.entries(all).filter(([name]) => !made.has(name)));
  // What is open before the first step needs no step.
  if (isAllowed(known.ruleset, { ...sofar.witness, documents }, known.settings)) return undefined;
  const history: Witness[] = [];
  for (const each of [...steps, sofar.witness]) {
    const here: Witness = { ...each, documents };
    if (!isAllowed(known.ruleset, here, known.settings)) return undefined;
    history.push(here);
    documents = after(here);
  }
  const last = history.at(-1);
  return last === undefined ? undefined : { witness: last, steps: history.slice(0, -1) };
}

/** The database that a write leaves. */
function after({ request, documents }: Witness): Readonly<Record<string, PlainFields>> {
  return request.service === 'cloud.firestore' && (request.operation === 'create' || request.operation === 'update') ? { ...documents, [request.path]: request.data } : documents;
}
