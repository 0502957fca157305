import type { RegexEngine } from '../regex-engine.ts';
import { fitsText } from '../size-limits.ts';
import { charactersOf } from '../values/characters.ts';
import { bool, failure, int, type Outcome, string, type StringValue } from '../values/value.ts';
import { getter, type Methods, textOf, type Tools } from './method.ts';

/** @see https://firebase.google.com/docs/reference/rules/rules.String */
export const stringMethods: Methods<StringValue> = {
  /** In characters. */
  size: getter(({ value }) => int(charactersOf(value).length)),
  lower: getter(({ value }) => string(value.toLowerCase())),
  upper: getter(({ value }) => string(value.toUpperCase())),
  trim: getter(({ value }) => string(value.trim())),
  toUtf8: getter(({ value }) => ({ kind: 'bytes', value: new TextEncoder().encode(value) })),
  matches: { takes: ['string'], run: ({ value }, [pattern], tools) => withEngine(tools, pattern, (engine, text) => mapDefined(engine.matches(text, value), bool)) },
  replace: {
    takes: ['string', 'string'],
    run: ({ value }, [pattern, replacement], tools) => withEngine(tools, pattern, (engine, text) => replace(engine, text, { value, by: textOf(replacement) })),
  },
  split: {
    takes: ['string'],
    run: ({ value }, [pattern], tools) => withEngine(tools, pattern, (engine, text) => mapDefined(engine.split(text, value), (parts) => ({ kind: 'list', items: parts.map(string) }))),
  },
};

type Ask = (engine: RegexEngine, pattern: string) => Outcome | undefined;

function withEngine({ regex }: Tools, pattern: StringValue | { readonly kind: string } | undefined, ask: Ask): Outcome {
  if (regex === undefined) return failure('no-regex-engine', 'No engine for regular expressions was given.');
  const text = pattern !== undefined && 'value' in pattern ? pattern.value : '';
  return ask(regex, text) ?? failure('bad-pattern', `"${text.slice(0, 80)}" is no regular expression of RE2.`);
}

/** At worst every place between two characters is a match. */
function replace(engine: RegexEngine, pattern: string, { value, by }: { readonly value: string; readonly by: string }): Outcome | undefined {
  if (!fitsText(value.length + (value.length + 1) * by.length)) return failure('limit-reached', 'This text would grow too long.');
  return mapDefined(engine.replaceAll(pattern, value, by), string);
}

function mapDefined<T>(value: T | undefined, wrap: (value: T) => Outcome): Outcome | undefined {
  return value === undefined ? undefined : wrap(value);
}
