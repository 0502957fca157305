import type { SourceRange } from './source-range.ts';

/** Every node knows where it stands. Nodes are plain data and compare by identity. */
interface Node {
  readonly range: SourceRange;
}

/** A whole file. */
export interface RulesFile extends Node {
  /** `1` when the file has no version line. */
  readonly version: '1' | '2';
  readonly imports: readonly ImportStatement[];
  /** Functions outside of every service. */
  readonly functions: readonly FunctionDeclaration[];
  readonly services: readonly Service[];
}

export interface ImportStatement extends Node {
  readonly from: string;
}

export interface Service extends Node {
  /** `cloud.firestore` or `firebase.storage`; another name is kept and remarked on. */
  readonly name: Name;
  readonly functions: readonly FunctionDeclaration[];
  readonly matches: readonly Match[];
}

export interface Match extends Node {
  /** Continues the path of the match around it. */
  readonly path: readonly PatternSegment[];
  readonly functions: readonly FunctionDeclaration[];
  readonly matches: readonly Match[];
  readonly allows: readonly Allow[];
}

/** One step of a match path. */
export type PatternSegment = LiteralSegment | CaptureSegment | GlobSegment;

/** `/users`. */
export interface LiteralSegment extends Node {
  readonly kind: 'literal';
  readonly text: string;
}

/** `/{user}` or `/{user=*}`: one segment of any name. */
export interface CaptureSegment extends Node {
  readonly kind: 'capture';
  readonly name: Name;
}

/** `/{rest=**}`: one or more segments under version 1, none or more under version 2. */
export interface GlobSegment extends Node {
  readonly kind: 'glob';
  readonly name: Name;
}

/** `allow read, write: if condition;`. */
export interface Allow extends Node {
  readonly operations: readonly Name[];
  /** Absent: allows always. */
  readonly condition: Expression | undefined;
}

export interface FunctionDeclaration extends Node {
  readonly name: Name;
  readonly parameters: readonly Name[];
  readonly lets: readonly LetBinding[];
  readonly result: Expression;
}

export interface LetBinding extends Node {
  readonly name: Name;
  readonly value: Expression;
}

export interface Name extends Node {
  readonly text: string;
}

export type Expression =
  | Literal
  | Variable
  | ListExpression
  | MapExpression
  | PathExpression
  | Member
  | Index
  | Slice
  | FunctionCall
  | MethodCall
  | Not
  | Negate
  | Binary
  | Is
  | Logical
  | Conditional
  | Missing;

export type LiteralValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array };

export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: LiteralValue;
}

export interface Variable extends Node {
  readonly kind: 'variable';
  readonly name: string;
}

export interface ListExpression extends Node {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface MapExpression extends Node {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** `/users/$(request.auth.uid)`. */
export interface PathExpression extends Node {
  readonly kind: 'path';
  /** `{name}` and `{name=**}` are holes for `bind()`. */
  readonly segments: readonly (PatternSegment | InsertedSegment)[];
}

/** `/$(expression)`. */
export interface InsertedSegment extends Node {
  readonly kind: 'inserted';
  readonly value: Expression;
}

/** `object.name`. */
export interface Member extends Node {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: Name;
}

/** `object[at]`. */
export interface Index extends Node {
  readonly kind: 'index';
  readonly object: Expression;
  readonly at: Expression;
}

/** `object[from:to]`. */
export interface Slice extends Node {
  readonly kind: 'slice';
  readonly object: Expression;
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
}

/** `name(arguments)`: a function of this file or of the language. */
export interface FunctionCall extends Node {
  readonly kind: 'call';
  readonly name: Name;
  readonly arguments: readonly Expression[];
}

/** `object.name(arguments)`; the object may be a namespace such as `math`. */
export interface MethodCall extends Node {
  readonly kind: 'method';
  readonly object: Expression;
  readonly name: Name;
  readonly arguments: readonly Expression[];
}

export interface Not extends Node {
  readonly kind: 'not';
  readonly operand: Expression;
}

export interface Negate extends Node {
  readonly kind: 'negate';
  readonly operand: Expression;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in';

export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `value is string`. */
export interface Is extends Node {
  readonly kind: 'is';
  readonly value: Expression;
  readonly type: Name;
}

/** A chain of one operator in one node: `a && b && c` has three operands. */
export interface Logical extends Node {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}

/** `condition ? whenTrue : whenFalse`. */
export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** Stands where the parser found no expression; the file has a syntax error there. */
export interface Missing extends Node {
  readonly kind: 'missing';
}
