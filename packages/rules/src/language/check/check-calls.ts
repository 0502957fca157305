import type { FunctionDeclaration, RulesFile } from '../ast.ts';
import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import { firebaseLimits } from '../limits.ts';
import type { Names } from '../names/names.ts';
import { expressionsOf, withinExpression } from '../walk.ts';
import { functionsOf } from './functions-of.ts';

/** Functions may not call themselves, and only 20 deep. */
export function checkCalls(file: RulesFile, names: Names): readonly Diagnostic[] {
  const declarations = functionsOf(file);
  const callees = new Map(declarations.map((each) => [each, calleesOf(each, names)]));
  const heights = new Map<FunctionDeclaration, number>();
  const recursive = new Set<FunctionDeclaration>();
  for (const each of declarations) measure(each, { callees, heights, recursive, open: [] });
  return declarations.flatMap((each) => {
    if (recursive.has(each)) return [diagnostic('recursive-function', each.name.range, `"${each.name.text}" calls itself.`)];
    const height = heights.get(each) ?? 1;
    return height === firebaseLimits.callDepth + 1 ? [diagnostic('calls-too-deep', each.name.range, `A call of "${each.name.text}" goes ${height} functions deep.`)] : [];
  });
}

interface Walk {
  readonly callees: ReadonlyMap<FunctionDeclaration, readonly FunctionDeclaration[]>;
  /** How many functions deep a call goes, itself included. */
  readonly heights: Map<FunctionDeclaration, number>;
  readonly recursive: Set<FunctionDeclaration>;
  readonly open: FunctionDeclaration[];
}

/** One more than the highest callee; past this the stack is not followed, since 20 is the limit and a file can hold thousands. */
const deepest = 500;

function measure(each: FunctionDeclaration, walk: Walk): number {
  const known = walk.heights.get(each);
  if (known !== undefined) return known;
  const began = walk.open.indexOf(each);
  if (began !== -1) for (const member of walk.open.slice(began)) walk.recursive.add(member);
  if (began !== -1 || walk.open.length >= deepest) return 0;
  walk.open.push(each);
  const height = 1 + Math.max(0, ...(walk.callees.get(each) ?? []).map((callee) => measure(callee, walk)));
  walk.open.pop();
  walk.heights.set(each, height);
  return height;
}

function calleesOf(declaration: FunctionDeclaration, names: Names): readonly FunctionDeclaration[] {
  const found = new Set<FunctionDeclaration>();
  for (const whole of expressionsOf(declaration)) {
    for (const expression of withinExpression(whole)) {
      const callee = expression.kind === 'call' ? names.calls.get(expression) : undefined;
      if (callee?.kind === 'declared') found.add(callee.declaration);
    }
  }
  return [...found];
}
