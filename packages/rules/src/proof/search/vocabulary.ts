import { type Expression, type FunctionDeclaration } from '../../language/ast.ts';
import type { Ruleset } from '../../language/ruleset.ts';
import { expressionsOf, matchesOf, withinExpression } from '../../language/walk.ts';
import { float, nullValue, partsOfVariable, string, type Value } from '../../evaluation/values/value.ts';

/** What rules speak of: only data made of it gets past their conditions. */
export interface Vocabulary {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}

/** Words kept of one ruleset; more would make the search of one cell too long. */
const maxTexts = 60;
const maxNumbers = 24;

export function vocabularyOf(ruleset: Ruleset): Vocabulary {
  const texts = new Set<string>();
  const numbers = new Set<number>();
  for (const expression of expressionsIn(ruleset)) {
    if (expression.kind !== 'literal') continue;
    const { value } = expression;
    if (value.kind === 'string' && texts.size < maxTexts) texts.add(value.value);
    if ((value.kind === 'int' || value.kind === 'float') && numbers.size < maxNumbers) numbers.add(Number(value.value));
  }
  return { texts: [...texts], numbers: [...numbers].toSorted((a, b) => a - b) };
}

/** Every expression of a ruleset, with all inside it. */
export function* expressionsIn({ file }: Ruleset): Generator<Expression> {
  for (const declaration of file.functions) yield* inFunction(declaration);
  for (const service of file.services) for (const declaration of service.functions) yield* inFunction(declaration);
  for (const { chain } of matchesOf(file)) {
    const match = chain.at(-1) ?? chain[0];
    for (const declaration of match.functions) yield* inFunction(declaration);
    for (const { condition } of match.allows) if (condition !== undefined) yield* withinExpression(condition);
  }
}

function* inFunction(declaration: FunctionDeclaration): Generator<Expression> {
  for (const expression of expressionsOf(declaration)) yield* withinExpression(expression);
}

/** A longer text or list than this is not tried. */
const maxTextSize = 5_000;
const maxListSize = 60;
const hourNanos = 3_600_000_000_000n;

const made = new WeakMap<Vocabulary, Map<string, readonly Value[]>>();

/** Values worth trying for a variable, the most ordinary first. */
export function samplesFrom(vocabulary: Vocabulary, given: { readonly own: string; readonly nowNanos: bigint }): readonly Value[] {
  const samples = made.get(vocabulary) ?? new Map<string, readonly Value[]>();
  made.set(vocabulary, samples);
  const found = samples.get(given.own) ?? makeSamples(vocabulary, given);
  samples.set(given.own, found);
  return found;
}

function makeSamples({ texts, numbers }: Vocabulary, { own, nowNanos }: { readonly own: string; readonly nowNanos: bigint }): readonly Value[] {
  const sizes = [...new Set(numbers.filter((number) => Number.isInteger(number) && number >= 0).flatMap((number) => [number, number + 1, number - 1]))].filter((size) => size >= 0);
  const wholes = [...new Set(numbers.filter(Number.isInteger).flatMap((number) => [number, number + 1, number - 1]))];
  return [
    string(own), integer(1), { kind: 'bool', value: true }, { kind: 'list', items: [string(own)] }, { kind: 'map', entries: new Map([[own, string(own)]]) },
    { kind: 'timestamp', nanos: nowNanos }, float(0.5), { kind: 'bool', value: false }, integer(0), string(''), { kind: 'list', items: [] }, { kind: 'map', entries: new Map() },
    ...texts.map(string), ...wholes.map(integer), ...numbers.filter((number) => !Number.isInteger(number)).map(float),
    { kind: 'timestamp', nanos: nowNanos - hourNanos }, { kind: 'timestamp', nanos: nowNanos + hourNanos },
    { kind: 'timestamp', nanos: nowNanos - 24n * 400n * hourNanos }, { kind: 'timestamp', nanos: nowNanos + 24n * 400n * hourNanos },
    ...sizes.filter((size) => size > 0 && size <= maxTextSize).map((size) => string('x'.repeat(size))),
    ...sizes.filter((size) => size > 0 && size <= maxListSize).map((size): Value => ({ kind: 'list', items: Array.from({ length: size }, (_, at) => string(`${own}-${at}`)) })),
    ...texts.map((text): Value => ({ kind: 'list', items: [string(text)] })),
    { kind: 'latlng', latitude: 0, longitude: 0 }, { kind: 'path', segments: ['databases', '(default)', 'documents', 'some', own] }, { kind: 'bytes', value: new Uint8Array([1]) }, nullValue,
  ];
}

function integer(value: number): Value {
  return { kind: 'int', value: BigInt(value) };
}

/** A text that says where it belongs. */
export function ownText(variable: string): string {
  return `some-${partsOfVariable(variable).at(-1) ?? ''}`.replaceAll('/', '-');
}
