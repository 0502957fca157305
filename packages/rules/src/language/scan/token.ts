/** Words that name nothing else. The second half has no meaning yet; the official grammar keeps it back. */
export const keywords = [
  'allow', 'false', 'function', 'if', 'import', 'in', 'is', 'let', 'null', 'return', 'service', 'match', 'rules_version', 'true',
  'arguments', 'break', 'case', 'continue', 'default', 'deny', 'do', 'each', 'else', 'extends', 'for', 'goto', 'not', 'package', 'switch', 'then', 'var', 'while',
] as const;

/** Longest first, so that the first that fits is the right one. */
export const punctuation = [
  '&&', '--', '==', '>=', '++', '<=', '!=', '||', '**',
  '=', '@', ':', ',', '$', '.', '>', '{', '[', '(', '<', '-', '%', '!', '+', '}', ']', ')', ';', '/', '*', '?',
] as const;

export type Keyword = (typeof keywords)[number];
export type Punctuation = (typeof punctuation)[number];

export type TokenKind =
  | Keyword
  | Punctuation
  /** `/users` or `/(default)` in one piece: in this language a slash that touches a name is a path, never a division. */
  | 'path-segment'
  | 'identifier'
  | 'int'
  | 'float'
  | 'string'
  | 'bytes'
  | 'unclosed-string'
  | 'service-name'
  /** A keyword where a service is named. */
  | 'keyword-as-service'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last one. */
  readonly end: number;
}
