import type { Allow, Expression, FunctionCall, Match, Name } from '../../language/ast.ts';
import { allExpressions, functionsOf } from '../../language/check/functions-of.ts';
import { parseRules } from '../../language/parse-rules.ts';
import type { Ruleset } from '../../language/ruleset.ts';
import { scan } from '../../language/scan/scan.ts';
import { matchesOf, withinExpression } from '../../language/walk.ts';
import { type Edit, edited, textOf } from './edit.ts';

/** A ruleset written otherwise; nothing where there is nothing to write otherwise. What it allows stays the same. */
export type Rewriting = (ruleset: Ruleset) => string | undefined;

export const rewritings = {
  'helpers renamed': changed(({ file, names }) => {
    const called = callsOf(file).flatMap((call): readonly Name[] => (names.calls.get(call)?.kind === 'declared' ? [call.name] : []));
    return [...functionsOf(file).map(({ name }) => name), ...called].map(({ range, text }) => ({ range, put: `renamed_${text}` }));
  }),
  'a helper inlined': (ruleset) => {
    const call = callsOf(ruleset.file).find((each) => canInline(each, ruleset));
    return call === undefined ? undefined : edited(ruleset.source, [{ range: call.range, put: inlined(call, ruleset) }]);
  },
  'allows and matches in reverse order': ({ file, source }) => {
    const edits = file.services.flatMap(({ matches }) => swapped(matches, (match) => reversed(match, source)));
    const result = edited(source, edits);
    return result === source ? undefined : result;
  },
  'read and write split': changed(({ file }) => allowsOf(file).flatMap(({ operations }) => operations).flatMap(({ text, range }) => {
    const parts = text === 'read' ? 'get, list' : text === 'write' ? 'create, update, delete' : undefined;
    return parts === undefined ? [] : [{ range, put: parts }];
  })),
  'a dead deny added': changed(({ file }) => [...matchesOf(file)].flatMap(({ chain }) => {
    const first = firstOf(chain.at(-1) ?? chain[0]);
    return first === undefined ? [] : [{ range: { start: first.range.start, end: first.range.start }, put: 'allow read, write: if false; ' }];
  })),
  'comments and line ends gone': ({ source }) => scan(source).tokens.map(({ text }) => text).join(' '),
} as const satisfies Record<string, Rewriting>;

function changed(edits: (ruleset: Ruleset) => readonly Edit[]): Rewriting {
  return (ruleset) => {
    const all = edits(ruleset);
    return all.length === 0 ? undefined : edited(ruleset.source, all);
  };
}

function callsOf(file: Ruleset['file']): readonly FunctionCall[] {
  return [...allExpressions(file)].filter((expression) => expression.kind === 'call');
}

function allowsOf(file: Ruleset['file']): readonly Allow[] {
  return [...matchesOf(file)].flatMap(({ chain }) => chain.at(-1)?.allows ?? []);
}

const hiding: ReadonlySet<string> = new Set(['shadowed-name', 'duplicate-name', 'duplicate-function']);

/** A body without lets, in a file where no name hides another: what it names means the same wherever it is called. */
function canInline(call: FunctionCall, { source, file, names }: Ruleset): boolean {
  const callee = names.calls.get(call);
  if (callee?.kind !== 'declared' || callee.declaration.lets.length > 0 || callee.declaration.parameters.length !== call.arguments.length) return false;
  const functions = functionsOf(file).map(({ name }) => name.text);
  return new Set(functions).size === functions.length && !parseRules(source).diagnostics.some(({ code }) => hiding.has(code));
}

function inlined(call: FunctionCall, { source, names }: Ruleset): string {
  const callee = names.calls.get(call);
  if (callee?.kind !== 'declared') throw new Error(`"${call.name.text}" is not declared`);
  const { parameters, result } = callee.declaration;
  const offset = result.range.start.offset;
  const edits = [...withinExpression(result)].flatMap((expression): readonly Edit[] => {
    const binding = expression.kind === 'variable' ? names.variables.get(expression) : undefined;
    const argument = binding?.kind === 'parameter' ? call.arguments[parameters.indexOf(binding.parameter)] : undefined;
    return argument === undefined ? [] : [{ range: moved(expression, -offset), put: `(${textOf(source, argument.range)})` }];
  });
  return `(${edited(textOf(source, result.range), edits)})`;
}

function moved({ range: { start, end } }: Expression, by: number): Edit['range'] {
  return { start: { ...start, offset: start.offset + by }, end: { ...end, offset: end.offset + by } };
}

function partsOf({ allows, matches }: Match): readonly (Allow | Match)[] {
  return [...allows, ...matches].toSorted((a, b) => a.range.start.offset - b.range.start.offset);
}

function firstOf(match: Match): { readonly range: Match['range'] } | undefined {
  return [...partsOf(match), ...match.functions].toSorted((a, b) => a.range.start.offset - b.range.start.offset)[0];
}

/** The text of a match with its parts in reverse order, and so on inside. */
function reversed(match: Match, source: string): string {
  const offset = match.range.start.offset;
  const edits = swapped(partsOf(match), (part) => ('operations' in part ? `${textOf(source, part.range)}${textOf(source, part.range).endsWith(';') ? '' : ';'}` : reversed(part, source)));
  return edited(textOf(source, match.range), edits.map(({ range: { start, end }, put }) => ({ put, range: { start: { ...start, offset: start.offset - offset }, end: { ...end, offset: end.offset - offset } } })));
}

/** Each part in the place of the one that is as far from the other end. */
function swapped<Part extends { readonly range: Match['range'] }>(parts: readonly Part[], word: (part: Part) => string): readonly Edit[] {
  return parts.map(({ range }, at) => {
    const other = parts.at(-1 - at);
    return { range, put: other === undefined ? '' : word(other) };
  });
}
