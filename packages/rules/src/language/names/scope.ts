import type { FunctionDeclaration, PatternSegment } from '../ast.ts';
import { accessNames, isOneOf, languageFunctions, namespaces, requestVariables } from './language-names.ts';
import type { Binding, Callee } from './names.ts';

/** What can be named at a place; inner names hide outer ones. */
export interface Scope {
  readonly outer: Scope | undefined;
  /** The service that the place belongs to; unknown for a function that stands outside of several. */
  readonly service: string | undefined;
  readonly variables: Map<string, Binding>;
  readonly functions: Map<string, FunctionDeclaration>;
}

export function scopeIn(outer: Scope | undefined, functions: readonly FunctionDeclaration[] = []): Scope {
  const declared = new Map<string, FunctionDeclaration>();
  for (const declaration of functions) if (!declared.has(declaration.name.text)) declared.set(declaration.name.text, declaration);
  return { outer, service: outer?.service, variables: new Map(), functions: declared };
}

/** The outermost scope of a service, or of a whole file. */
export function scopeOf(service: string | undefined, outer: Scope | undefined, functions: readonly FunctionDeclaration[]): Scope {
  return { ...scopeIn(outer, functions), service };
}

export function captureSegments(path: readonly PatternSegment[]): readonly Exclude<PatternSegment, { kind: 'literal' }>[] {
  return path.filter((segment) => segment.kind !== 'literal');
}

/** A variable that a scope or one around it declares. */
export function declaredVariable(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.variables.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function bindingOf(scope: Scope, name: string): Binding {
  const declared = declaredVariable(scope, name);
  if (declared !== undefined) return declared;
  if (isOneOf(requestVariables, name)) return { kind: name };
  // Look-ups are get() in Firestore rules and firestore.get() in Storage rules, never the other way round.
  const isThere = isOneOf(namespaces, name) && !(name === 'firestore' && scope.service === 'cloud.firestore');
  return isThere ? { kind: 'namespace', name } : { kind: 'undefined' };
}

/** A function of the file hides one of the language. */
export function calleeOf(scope: Scope, name: string): Callee {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const declaration = at.functions.get(name);
    if (declaration !== undefined) return { kind: 'declared', declaration };
  }
  const isThere = isOneOf(languageFunctions, name) && !(isOneOf(accessNames, name) && scope.service === 'firebase.storage');
  return isThere ? { kind: 'language', name } : { kind: 'undefined' };
}
