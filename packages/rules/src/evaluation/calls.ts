import type { Expression, FunctionCall, FunctionDeclaration, LetBinding, MethodCall, Name } from '../language/ast.ts';
import { accessNames, isOneOf, type LanguageFunction, type Namespace } from '../language/names/language-names.ts';
import { convert } from './functions/conversions.ts';
import { callNamespaceFunction } from './functions/namespace-function.ts';
import { namespaceFunctions } from './functions/namespaces.ts';
import type { Context } from './logic.ts';
import { callMethod } from './methods/call-method.ts';
import { type Frame, lazy, type Lazy, type Run } from './run.ts';
import { workOf, workOfMethod } from './size-limits.ts';
import { failure, nullValue, type Outcome, type Value } from './values/value.ts';
import { watched } from './watch.ts';

/** A function of the file. */
export function callDeclared(call: FunctionCall, context: Context): Outcome {
  const { run, frame, evaluate } = context;
  const callee = run.names.calls.get(call);
  if (callee?.kind !== 'declared') return failure('undefined-name', `There is no function "${call.name.text}" here.`);
  const { declaration } = callee;
  if (declaration.parameters.length !== call.arguments.length) return failure('wrong-arguments', `"${call.name.text}" takes ${declaration.parameters.length} arguments, not ${call.arguments.length}.`);
  if (frame.depth >= run.budget.callDepth) return failure('limit-reached', `Functions may call one another ${run.budget.callDepth} deep.`);
  const outcome = evaluate(declaration.result, frameOf(declaration, call.arguments, context), run);
  run.tracer.record('call', { range: call.range, depth: frame.depth }, outcome);
  return outcome;
}

function frameOf(declaration: FunctionDeclaration, given: readonly Expression[], { evaluate, frame: outer, run }: Context): Frame {
  const variables = new Map<Name | LetBinding, Lazy>();
  const frame: Frame = { variables, depth: outer.depth + 1 };
  declaration.parameters.forEach((parameter, at) => {
    const argument = given[at];
    if (argument !== undefined) variables.set(parameter, lazy(() => evaluate(argument, outer, run), run.watch));
  });
  for (const binding of declaration.lets) variables.set(binding, lazy(() => evaluate(binding.value, frame, run), run.watch));
  return frame;
}

/** A function of the language that is called without a dot. */
export function callLanguage(call: FunctionCall, context: Context): Outcome {
  const callee = context.run.names.calls.get(call);
  if (callee?.kind !== 'language') return failure('undefined-name', `There is no function "${call.name.text.slice(0, 80)}" here.`);
  const [given, ...more] = call.arguments;
  if (given === undefined || more.length > 0) return failure('wrong-arguments', `${callee.name}() takes 1 argument, not ${call.arguments.length}.`);
  const value = context.evaluate(given, context.frame, context.run);
  return value.kind === 'error' ? value : ofLanguage(callee.name, value, context.run);
}

function ofLanguage(name: LanguageFunction, value: Value, run: Run): Outcome {
  switch (name) {
    case 'debug': return value;
    case 'get':
    case 'exists':
    case 'getAfter':
    case 'existsAfter': return watched(run.watch, run.documents.look(name, value), () => ({ kind: 'look', name, path: value }));
    default: return watched(run.watch, convert(name, value), () => ({ kind: 'function', given: [value] }));
  }
}

/** `object.name(…)`: a function of a namespace, or a method of a value. */
export function callOn(call: MethodCall, context: Context): Outcome {
  const { run, frame, evaluate } = context;
  const binding = call.object.kind === 'variable' ? run.names.variables.get(call.object) : undefined;
  const target = binding?.kind === 'namespace' ? undefined : evaluate(call.object, frame, run);
  if (target?.kind === 'error') return target;
  const given: Value[] = [];
  for (const argument of call.arguments) {
    const value = evaluate(argument, frame, run);
    if (value.kind === 'error') return value;
    given.push(value);
  }
  const name = call.name.text;
  if (target !== undefined) return run.budget.spendWork(workOfMethod(name, target, given)) ?? watched(run.watch, callMethod(target, name, { given, tools: run.tools }), () => ({ kind: 'method', name, target, given }));
  return binding?.kind === 'namespace' ? inNamespace(binding.name, call, { given, context }) : failure('undefined-name', 'There is no such namespace.');
}

interface Given {
  readonly given: readonly Value[];
  readonly context: Context;
}

function inNamespace(namespace: Namespace, { name }: MethodCall, { given, context: { run } }: Given): Outcome {
  if (namespace !== 'firestore') return run.budget.spendWork(workOf(nullValue, given)) ?? watched(run.watch, callNamespaceFunction(namespaceFunctions[namespace], name.text, given), () => ({ kind: 'function', given }));
  const [path, ...more] = given;
  if (!isOneOf(accessNames, name.text) || path === undefined || more.length > 0) return failure('undefined-name', `There is no firestore.${name.text.slice(0, 80)}() with ${given.length} arguments.`);
  const access = name.text;
  return watched(run.watch, run.documents.look(access, path), () => ({ kind: 'look', name: access, path }));
}
