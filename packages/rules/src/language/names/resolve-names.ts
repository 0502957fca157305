import type { Expression, FunctionCall, FunctionDeclaration, Match, Name, RulesFile, Variable } from '../ast.ts';
import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic-catalog.ts';
import { withinExpression } from '../walk.ts';
import type { Binding, Callee, Names } from './names.ts';
import { bindingOf, calleeOf, captureSegments, declaredVariable, type Scope, scopeIn, scopeOf } from './scope.ts';

interface Work {
  readonly variables: Map<Variable, Binding>;
  readonly calls: Map<FunctionCall, Callee>;
  readonly diagnostics: Diagnostic[];
  readonly declared: FunctionDeclaration[];
}

/** Finds what every name of a file means. A function sees the captures of the matches it stands in, not those of its caller. */
export function resolveNames(file: RulesFile): { readonly names: Names; readonly diagnostics: readonly Diagnostic[] } {
  const work: Work = { variables: new Map(), calls: new Map(), diagnostics: [], declared: [] };
  const [service, ...others] = new Set(file.services.map(({ name }) => name.text));
  const top = scopeOf(others.length === 0 ? service : undefined, undefined, file.functions);
  resolveFunctions(work, top, file.functions);
  for (const service of file.services) {
    const scope = scopeOf(service.name.text, top, service.functions);
    resolveFunctions(work, scope, service.functions);
    for (const match of service.matches) resolveMatch(work, scope, match);
  }
  remarkUnused(work);
  return { names: { variables: work.variables, calls: work.calls }, diagnostics: work.diagnostics };
}

function resolveMatch(work: Work, outer: Scope, match: Match): void {
  const scope = scopeIn(outer, match.functions);
  for (const segment of captureSegments(match.path)) declare(work, scope, { name: segment.name, binding: { kind: 'capture', segment } });
  resolveFunctions(work, scope, match.functions);
  for (const { condition } of match.allows) if (condition !== undefined) resolveExpression(work, scope, condition);
  for (const inner of match.matches) resolveMatch(work, scope, inner);
}

function resolveFunctions(work: Work, outer: Scope, functions: readonly FunctionDeclaration[]): void {
  for (const declaration of functions) {
    work.declared.push(declaration);
    if (outer.functions.get(declaration.name.text) !== declaration) remark(work, ['duplicate-function', 'is declared twice in this block'], declaration.name);
    const scope = scopeIn(outer);
    for (const parameter of declaration.parameters) declare(work, scope, { name: parameter, binding: { kind: 'parameter', parameter } });
    for (const binding of declaration.lets) {
      resolveExpression(work, scope, binding.value);
      declare(work, scope, { name: binding.name, binding: { kind: 'let', binding } });
    }
    resolveExpression(work, scope, declaration.result);
  }
}

function declare(work: Work, scope: Scope, { name, binding }: { readonly name: Name; readonly binding: Binding }): void {
  if (scope.variables.has(name.text)) remark(work, ['duplicate-name', 'is declared twice here'], name);
  else if (declaredVariable(scope, name.text) !== undefined) remark(work, ['shadowed-name', 'hides a name from further out'], name);
  scope.variables.set(name.text, binding);
}

function resolveExpression(work: Work, scope: Scope, whole: Expression): void {
  for (const expression of withinExpression(whole)) {
    if (expression.kind === 'variable') resolveVariable(work, scope, expression);
    if (expression.kind === 'call') resolveCall(work, scope, expression);
  }
}

function resolveVariable(work: Work, scope: Scope, variable: Variable): void {
  const binding = bindingOf(scope, variable.name);
  work.variables.set(variable, binding);
  if (binding.kind === 'undefined') remark(work, ['undefined-variable', 'is declared nowhere that this place can see'], { text: variable.name, range: variable.range });
}

function resolveCall(work: Work, scope: Scope, call: FunctionCall): void {
  const callee = calleeOf(scope, call.name.text);
  work.calls.set(call, callee);
  if (callee.kind === 'undefined') remark(work, ['undefined-function', 'is declared nowhere that this place can see'], call.name);
  if (callee.kind !== 'declared') return;
  const wanted = callee.declaration.parameters.length;
  if (call.arguments.length !== wanted) remark(work, ['wrong-argument-count', `takes ${wanted} arguments and is given ${call.arguments.length}`], call.name);
}

function remarkUnused(work: Work): void {
  const called = new Set([...work.calls.values()].map((callee) => (callee.kind === 'declared' ? callee.declaration : undefined)));
  for (const declaration of work.declared) if (!called.has(declaration)) remark(work, ['unused-function', 'is never called'], declaration.name);
}

/** The sentence is what is wrong, after the name. */
function remark(work: Work, [code, what]: readonly [DiagnosticCode, string], { text, range }: Name): void {
  work.diagnostics.push(diagnostic(code, range, `"${text.slice(0, 80)}" ${what}.`));
}
