import { equals } from '../../evaluation/values/equals.ts';
import { hasUnknown } from '../../evaluation/values/has-unknown.ts';
import { type Bound, bool, childVariable, isMapLike, type Knowledge, type KnownType, partsOfVariable, string, type UnknownValue, type Value } from '../../evaluation/values/value.ts';
import type { OpenPart } from '../../evaluation/watch.ts';
import { allTypes } from './knowledge.ts';
import { methodChoices } from './method-choices.ts';
import { openName } from '../scenes.ts';
import { callerNames, namesCaller, neverIn, roleOf, roots, type Scene } from './scene.ts';
import { closed, fits, type Guess, type State, suppose } from './state.ts';
import { samplesFrom, type Vocabulary } from './vocabulary.ts';
import { placeOfDocument } from './world-values.ts';

/** Ways to go on from a state. */
export interface Choices {
  readonly states: Iterable<State>;
  /** Each world of the state is in one of them. */
  readonly isExhaustive: boolean;
  /** What to settle first: 0 before 1 (examples) before 2 (no other fields). */
  readonly rank: 0 | 1 | 2;
}

/** Where a choice is made. */
export interface Chooser {
  readonly scene: Scene;
  readonly state: State;
  readonly vocabulary: Vocabulary;
  /** Something must not be true, so also what no other part speaks of is worth supposing. */
  readonly isThorough: boolean;
}

export type Variable = UnknownValue & { readonly variable: string };

/** A variable of which something can still be supposed. */
export function isVariable(value: Value | undefined): value is Variable {
  return value?.kind === 'unknown' && value.variable !== undefined;
}

/** How to go on where an evaluation hangs on this part; `undefined` where nothing here says how. */
export function choicesOf(chooser: Chooser, part: OpenPart): Choices | undefined {
  switch (part.kind) {
    case 'truth': return constants(chooser, part.value, [bool(true), bool(false)]);
    case 'is': return types(chooser, part.value, part.type);
    case 'binary': return binary(chooser, part);
    case 'method': return methodChoices(chooser, part);
    case 'function': return samplesOfFirst(chooser, part.given);
    case 'index': return samplesOfFirst(chooser, [part.object, part.at]);
    case 'inserted': return types(chooser, part.value, 'string') ?? standingFor(chooser, part.value);
    case 'look': return existence(chooser, part);
  }
}

/** There, or not. In a query: filtered by, or not spoken of. */
export function presence(chooser: Chooser, variable: Variable): Choices | undefined {
  const open = openName(chooser.scene, variable.variable);
  if (open !== undefined && variable.known.standsFor === undefined) return states(chooser, variable, [{ kind: 'some', known: open }, { kind: 'free' }]);
  if (variable.isPresent) return undefined;
  const isUpdate = chooser.scene.access.operation === 'update' && variable.variable.startsWith(childVariable(roots.after, ''));
  const counterpart = variable.variable.replace(roots.after, roots.before);
  return states(chooser, variable, [
    { kind: 'some', known: {} },
    ...(isUpdate ? [{ kind: 'same', as: counterpart } as const] : []),
    { kind: isFilter(chooser, variable) ? 'free' : 'missing' },
  ]);
}

export function isFilter({ scene }: Chooser, { variable }: Variable): boolean {
  return roleOf(scene, variable) === 'filter';
}

/** Each of some constants, or none of them. */
export function constants(chooser: Chooser, value: Value, each: readonly Value[]): Choices | undefined {
  if (!isVariable(value)) return undefined;
  return presence(chooser, value) ?? states(chooser, value, [...each.map((constant) => ({ kind: 'is', value: constant }) as const), { kind: 'some', known: { excludes: each } }]);
}

/** Of a type, or of another. */
export function types(chooser: Chooser, value: Value, type: string): Choices | undefined {
  if (!isVariable(value)) return undefined;
  const first = presence(chooser, value);
  if (first !== undefined) return first;
  // A filter says nothing of types, but for a value that it asks for.
  if (isFilter(chooser, value)) return samples(chooser, value, (each) => each.kind === type || (type === 'number' && each.kind === 'int'));
  const wanted = new Set<KnownType>(type === 'number' ? ['int', 'float'] : allTypes.filter((each) => each === type));
  const known = [...(value.known.types ?? allTypes)];
  if (known.every((each) => wanted.has(each)) || !known.some((each) => wanted.has(each))) return undefined;
  return states(chooser, value, [{ kind: 'some', known: { types: wanted } }, { kind: 'some', known: { types: new Set(allTypes.filter((each) => !wanted.has(each))) } }]);
}

/** In paths one text stands for all that a field can hold: nothing depends on which. Of what a query returns none does. */
function standingFor(chooser: Chooser, value: Value): Choices | undefined {
  if (!isVariable(value) || value.known.standsFor !== undefined || isFilter(chooser, value) || value.known.types?.has('string') !== true) return undefined;
  return states(chooser, value, [{ kind: 'some', known: { standsFor: ownText(value.variable) } }]);
}

function binary(chooser: Chooser, { operator, left, right }: Extract<OpenPart, { kind: 'binary' }>): Choices | undefined {
  switch (operator) {
    case '==':
    case '!=': return equality(chooser, left, right);
    case 'in': return membership(chooser, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=': return order(chooser, { operator, left, right });
    default: return (operator === '+' ? joining(chooser, left, right) : undefined) ?? samplesOfFirst(chooser, [left, right]);
  }
}

/** A text joined with a variable: the variable is a text, and one text stands for it. */
function joining(chooser: Chooser, left: Value, right: Value): Choices | undefined {
  const isText = (value: Value) => value.kind === 'string' || (value.kind === 'unknown' && value.known.standsFor !== undefined);
  const variable = isText(left) ? right : isText(right) ? left : undefined;
  return variable === undefined ? undefined : (types(chooser, variable, 'string') ?? standingFor(chooser, variable));
}

function equality(chooser: Chooser, left: Value, right: Value): Choices | undefined {
  for (const [one, other] of [[left, right], [right, left]] as const) {
    if (isVariable(one) && !hasUnknown(other)) return constants(chooser, one, [other]);
  }
  if (isVariable(left) && isVariable(right)) return presence(chooser, left) ?? presence(chooser, right) ?? aliases(chooser, left, right);
  for (const [one, other] of [[left, right], [right, left]] as const) {
    if (one.kind === 'unknown' && one.known.keysOf !== undefined && other.kind === 'list') return keysIn(chooser, other.items, one.known.keysOf) ?? closing(chooser, 2);
  }
  const some = [left, right].find(isVariable);
  return (some === undefined ? undefined : presence(chooser, some)) ?? insideOf(chooser, left) ?? insideOf(chooser, right) ?? closing(chooser, 2);
}

/** Something unknown inside of a value that is known otherwise. */
function insideOf(chooser: Chooser, value: Value): Choices | undefined {
  const inside = value.kind === 'list' || value.kind === 'set' ? value.items : value.kind === 'map' ? [...value.entries.values()] : [];
  return samplesOfFirst(chooser, inside);
}

/** One and the same, or different. What the caller controls is made like the other, not the other way round. */
export function aliases(chooser: Chooser, left: Variable, right: Variable): Choices | undefined {
  const isLeftChosen = roleOf(chooser.scene, left.variable) === 'controlled' || roleOf(chooser.scene, right.variable) !== 'controlled';
  const [chosen, other] = isLeftChosen ? [left, right] : [right, left];
  if (isFilter(chooser, left) || isFilter(chooser, right)) return samples(chooser, chosen);
  const { fields: _fields, missing: _missing, ...known } = chosen.known;
  const agreed = suppose(chooser.state, other.variable, { kind: 'some', known });
  const same = agreed === undefined ? undefined : suppose(agreed, chosen.variable, { kind: 'same', as: other.variable });
  const apart = suppose(chooser.state, chosen.variable, { kind: 'some', known: { differsFrom: new Set([other.variable]) } });
  return { states: [same, apart].filter((state) => state !== undefined), isExhaustive: true, rank: 0 };
}

function order(chooser: Chooser, { operator, left, right }: { readonly operator: '<' | '<=' | '>' | '>='; readonly left: Value; readonly right: Value }): Choices | undefined {
  const isLeft = isVariable(left);
  const variable: Value = isLeft ? left : right;
  const limit: Value = isLeft ? right : left;
  if (!isVariable(variable) || hasUnknown(limit)) return samplesOfFirst(chooser, [left, right]);
  const first = presence(chooser, variable);
  if (first !== undefined) return first;
  const isBelow = operator.startsWith('<') === isLeft;
  const isInclusive = operator.endsWith('=');
  const ordered = orderedWith(limit);
  const within: Bound = { value: limit, inclusive: isInclusive };
  const beyond: Bound = { value: limit, inclusive: !isInclusive };
  const of = (known: Knowledge): Guess => ({ kind: 'some', known: isFilter(chooser, variable) ? known : { types: ordered, ...known } });
  return states(chooser, variable, [
    of(isBelow ? { upper: within } : { lower: within }),
    of(isBelow ? { lower: beyond } : { upper: beyond }),
    ...(isFilter(chooser, variable) ? [] : [{ kind: 'some', known: { types: new Set(allTypes.filter((type) => !ordered.has(type))) } } as const]),
  ]);
}

function orderedWith(limit: Value): ReadonlySet<KnownType> {
  if (limit.kind === 'int' || limit.kind === 'float') return new Set(['int', 'float']);
  return new Set(limit.kind === 'unknown' ? [] : [limit.kind]);
}

/** `value in container`. */
export function membership(chooser: Chooser, value: Value, container: Value): Choices | undefined {
  if (container.kind === 'unknown' && container.known.keysOf !== undefined) return keyIn(chooser, value, container.known.keysOf);
  if (container.kind === 'unknown' && container.known.keysOfDiff !== undefined) return methodChoices(chooser, { kind: 'method', name: 'hasAny', target: container, given: [{ kind: 'list', items: [value] }] });
  if (container.kind === 'unknown' && container.known.valuesOf !== undefined) return valueIn(chooser, value, container.known.valuesOf);
  if (isVariable(container)) return presence(chooser, container) ?? inVariable(chooser, value, container);
  if (container.kind === 'map') return constants(chooser, value, [...container.entries.keys()].map(string));
  if (container.kind !== 'list' && container.kind !== 'set') return closing(chooser, 2);
  const openItem = container.items.find((item) => isVariable(item) && equals(item, value) === undefined);
  if (openItem !== undefined) return equality(chooser, openItem, value);
  return constants(chooser, value, container.items);
}

function inVariable(chooser: Chooser, value: Value, container: Variable): Choices | undefined {
  if (isVariable(value) && !value.isPresent) return presence(chooser, value);
  const asMap: Value = container;
  if (isMapLike(asMap)) return keyIn(chooser, value, container);
  if (value.kind === 'unknown' && !isVariable(value)) return undefined;
  if (isFilter(chooser, container)) return states(chooser, container, [{ kind: 'some', known: { contains: [value] } }]);
  const listed: Guess = { kind: 'some', known: { types: new Set(['list']), contains: [value] } };
  const without: Guess = { kind: 'some', known: { lacks: [value] } };
  const key = value.kind === 'string' && container.known.types?.has('map') !== false && fitsKey(container, value)
    ? suppose(chooser.state, childVariable(container.variable, value.value), { kind: 'some', known: {} }) : undefined;
  const [first, ...more] = states(chooser, container, [listed, without]).states;
  return { states: [first, key, ...more].filter((state) => state !== undefined), isExhaustive: value.kind !== 'unknown', rank: 0 };
}

function fitsKey({ known }: Variable, value: Value): boolean {
  return ![...(known.lacks ?? []), ...(known.neverHas ?? [])].some((each) => equals(each, value) === true);
}

/** A key of a map: there or not. */
export function keyIn(chooser: Chooser, key: Value, map: UnknownValue): Choices | undefined {
  if (map.variable === undefined) return undefined;
  if (key.kind !== 'string') return isVariable(key) ? samples(chooser, key) : undefined;
  const field: Variable = { kind: 'unknown', name: `${map.name}.${key.value}`, isPresent: false, known: {}, variable: childVariable(map.variable, key.value) };
  return map.known.fields?.has(key.value) === true || map.known.missing?.has(key.value) === true ? undefined : presence(chooser, field);
}

/** A value among those of a map: one of the fields that are spoken of, or no others. */
function valueIn(chooser: Chooser, value: Value, { known: { fields = new Map<string, Value>() } }: UnknownValue): Choices | undefined {
  const open = [...fields.values()].find((field) => isVariable(field) && equals(field, value) === undefined);
  return open === undefined ? closing(chooser, 2) : equality(chooser, open, value);
}

/** The first of several keys that is open. */
export function keysIn(chooser: Chooser, keys: readonly Value[], map: UnknownValue): Choices | undefined {
  for (const key of keys) {
    const choices = keyIn(chooser, key, map);
    if (choices !== undefined) return choices;
  }
  return undefined;
}

function existence(chooser: Chooser, { name, path }: Extract<OpenPart, { kind: 'look' }>): Choices | undefined {
  if (path.kind !== 'path') return undefined;
  const place = placeOfDocument(chooser.scene, { name, path });
  const there = suppose(chooser.state, place, { kind: 'some', known: {} });
  const missing = suppose(chooser.state, place, { kind: 'missing' });
  return { states: [there, missing].filter((state) => state !== undefined), isExhaustive: true, rank: 0 };
}

/** Values to try where the part says no more: what comes first of those that are variables. */
export function samplesOfFirst(chooser: Chooser, values: readonly Value[]): Choices | undefined {
  const variable = values.find(isVariable);
  return variable === undefined ? undefined : (presence(chooser, variable) ?? samples(chooser, variable));
}

const maxSamples = 90;

export function samples(chooser: Chooser, variable: Variable, suits: (value: Value) => boolean = () => true, more: readonly Value[] = []): Choices | undefined {
  const { scene: { settings: { nowNanos } }, vocabulary } = chooser;
  const own = variable.known.standsFor ?? ownText(variable.variable);
  const values = [...more, ...listsWith(chooser, variable), ...samplesFrom(vocabulary, { own, nowNanos }), ...callerTexts(chooser)].filter((value) => suits(value) && fits(variable.known, value)).slice(0, maxSamples);
  return values.length === 0 ? undefined : { ...states(chooser, variable, values.map((value) => ({ kind: 'is', value }) as const)), isExhaustive: false, rank: 1 };
}

/** Lists with the items that are known, of the sizes that the rules speak of. */
function listsWith({ vocabulary: { numbers } }: Chooser, { known: { contains = [] }, variable }: Variable): readonly Value[] {
  if (contains.length === 0) return [];
  const sizes = numbers.filter((size) => Number.isInteger(size) && size >= contains.length && size < 60);
  return [contains.length, ...sizes, ...sizes.map((size) => size - 1)].filter((size) => size >= contains.length)
    .map((size) => ({ kind: 'list', items: [...contains, ...Array.from({ length: size - contains.length }, (_, at) => string(`${ownText(variable)}-${at}`))] }));
}

/** Texts with the caller in them, joined as the rules join texts. */
function callerTexts({ scene: { auth }, vocabulary }: Chooser): readonly Value[] {
  if (auth === null) return [];
  const joints = ['_', '-', ':', '/'].filter((joint) => vocabulary.texts.some((text) => text.includes(joint)));
  return [...callerNames(auth), ...joints.flatMap((joint) => [`${auth.uid}${joint}some`, `some${joint}${auth.uid}`])].map(string);
}

/** A text that says where it belongs. */
export function ownText(variable: string): string {
  return `some-${partsOfVariable(variable).at(-1) ?? ''}`.replaceAll('/', '-');
}

/** No fields but those that were spoken of. */
export function closing(chooser: Chooser, rank: 2): Choices | undefined {
  if (chooser.state.isClosed || chooser.scene.access.operation === 'list') return undefined;
  return { states: [closed(chooser.state)], isExhaustive: false, rank };
}

/** The states that agree with what is supposed and with the standing. */
export function states(chooser: Chooser, variable: Variable, guesses: readonly Guess[]): Choices {
  return { states: supposed(chooser, variable, guesses), isExhaustive: true, rank: 0 };
}

/** Made when asked for: most searches end before the last. */
function* supposed(chooser: Chooser, variable: Variable, guesses: readonly Guess[]): Generator<State> {
  for (const guess of guesses) {
    const state = mayBe(chooser, variable, guess) ? suppose(chooser.state, variable.variable, guess) : undefined;
    if (state !== undefined) yield state;
  }
}

function mayBe({ scene }: Chooser, { variable, known }: Variable, guess: Guess): boolean {
  if (guess.kind === 'is' && !fits(known, guess.value)) return false;
  // A query for one's own document is about nobody else's.
  if (variable.startsWith('{') && guess.kind === 'is' && !scene.standing.isNamedByPath && namesCaller(scene, guess.value)) return false;
  const role = roleOf(scene, variable);
  if (role === 'claim') return mayClaim(scene, variable, guess);
  if (known.neverIs !== undefined && known.neverIs.length > 0 && guess.kind === 'is' && namesCaller(scene, guess.value)) return false;
  if (role !== 'filter') return true;
  const never = neverIn(scene, 'target');
  const named = guess.kind === 'is' ? (never.neverIs ?? []).some((each) => equals(each, guess.value) === true) : guess.kind === 'some' && (never.neverHas ?? []).some((each) => guess.known.contains?.some((item) => equals(each, item) === true) === true);
  return !named;
}

/** A moderator's claims speak of moderation; the address of a caller who chose it is a text. */
function mayClaim(scene: Scene, variable: string, guess: Guess): boolean {
  if (scene.standing.claims !== 'moderator' || guess.kind === 'missing') return true;
  const claim = partsOfVariable(variable).slice(1).join('.');
  if (claim === 'email') return guess.kind !== 'is' || namesCaller(scene, guess.value);
  return speaksOfModeration(claim) || guess.kind !== 'is' || (guess.value.kind === 'string' && speaksOfModeration(guess.value.value));
}

export function speaksOfModeration(text: string): boolean {
  return /mod(erat|s?$|_|-)|moderator/i.test(text);
}
