import type { CaptureSegment, FunctionCall, FunctionDeclaration, GlobSegment, LetBinding, Name, Variable } from '../ast.ts';
import type { LanguageFunction, Namespace } from './language-names.ts';

/** What a variable stands for. */
export type Binding =
  | { readonly kind: 'request' | 'resource' }
  | { readonly kind: 'namespace'; readonly name: Namespace }
  | { readonly kind: 'capture'; readonly segment: CaptureSegment | GlobSegment }
  | { readonly kind: 'parameter'; readonly parameter: Name }
  | { readonly kind: 'let'; readonly binding: LetBinding }
  | { readonly kind: 'undefined' };

/** What a call without a dot calls. */
export type Callee =
  | { readonly kind: 'declared'; readonly declaration: FunctionDeclaration }
  | { readonly kind: 'language'; readonly name: LanguageFunction }
  | { readonly kind: 'undefined' };

/** The meaning of every name in a file. Total: each variable and call of the file has an entry. */
export interface Names {
  readonly variables: ReadonlyMap<Variable, Binding>;
  readonly calls: ReadonlyMap<FunctionCall, Callee>;
}
