import { string, type Value } from '../../evaluation/values/value.ts';
import { type Choices, type Chooser, states, type Variable } from './chooser.ts';
import { callerNames } from './scene.ts';
import { fits } from './state.ts';
import { ownText, samplesFrom } from './vocabulary.ts';

const maxSamples = 90;

interface Wanted {
  readonly suits?: (value: Value) => boolean;
  /** To be tried first. */
  readonly more?: readonly Value[];
}

/** Values to try: they may be all it takes, and they are never all there are. */
export function samples(chooser: Chooser, variable: Variable, { suits = () => true, more = [] }: Wanted = {}): Choices | undefined {
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
