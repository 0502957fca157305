import type { RulesFile } from './ast.ts';
import { checkCalls } from './check/check-calls.ts';
import { checkCost } from './check/check-cost.ts';
import { checkDepth } from './check/check-depth.ts';
import { checkRequestFields } from './check/check-request-fields.ts';
import { checkStructure } from './check/check-structure.ts';
import { checkTypes } from './check/check-types.ts';
import { checkWords } from './check/check-words.ts';
import { diagnostic, type Diagnostic, inFileOrder } from './diagnostic.ts';
import { firebaseLimits } from './limits.ts';
import type { Names } from './names/names.ts';
import { resolveNames } from './names/resolve-names.ts';
import { parse } from './parse/parse.ts';
import { flatten, type Ruleset } from './ruleset.ts';
import { lineIndexOf } from './source-range.ts';

export interface ParsedRules {
  readonly ruleset: Ruleset;
  /** In the order of the file. Those of the stage `syntax` are the official grammar's verdict. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a rules file of either service and version. Takes any text and always answers; a broken file gives what could be read. */
export function parseRules(source: string): ParsedRules {
  const { file, diagnostics: syntax } = parse(source);
  const { names, diagnostics: naming } = resolveNames(file);
  const first = [...sizeOf(source), ...syntax, ...checkDepth(file)];
  // A broken file would be blamed for what only the breakage hides, such as functions that seem unused.
  const later = isBroken(first) ? [] : [...naming, ...checkMeaning(file, names)];
  const diagnostics = inFileOrder([...first, ...later]);
  return { ruleset: { source, file, names, matches: flatten(file), compiles: !isBroken(diagnostics) }, diagnostics };
}

function checkMeaning(file: RulesFile, names: Names): readonly Diagnostic[] {
  const calls = checkCalls(file, names);
  // Both follow calls, which end only where none is recursive.
  const throughCalls = isBroken(calls) ? [] : [...checkTypes(file, names), ...checkCost(file, names)];
  return [...checkStructure(file), ...calls, ...checkWords(file), ...checkRequestFields(file, names), ...throughCalls];
}

function isBroken(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function sizeOf(source: string): readonly Diagnostic[] {
  const sizeBytes = new TextEncoder().encode(source).length;
  if (sizeBytes <= firebaseLimits.sourceBytes) return [];
  return [diagnostic('source-too-large', lineIndexOf('').range(0, 0), `The file has ${sizeBytes} bytes.`)];
}
