/** What the kind of remark means for whoever deploys the file. */
export interface DiagnosticKind {
  /** `error`: Firebase does not take the file, or SORA cannot judge it. `warning`: taken, but some request meets a surprise. */
  readonly severity: 'error' | 'warning';
  /** `syntax` is the verdict of the official grammar; the rest comes after it. */
  readonly stage: 'syntax' | 'names' | 'types' | 'limits';
  /** What to do about it. */
  readonly remedy: string;
}

const structureDocs = 'https://firebase.google.com/docs/firestore/security/rules-structure';

/** Every remark about a file, by its stable code. Limits: documented by Firebase, "Structuring security rules", section "Security rule limits". */
export const diagnosticCatalog = {
  'unreadable-character': { severity: 'error', stage: 'syntax', remedy: 'Remove the character, or put it into a string.' },
  'unclosed-string': { severity: 'error', stage: 'syntax', remedy: 'Close the string on the line it begins on; write a quote inside it as \\\' and a backslash as \\\\.' },
  'unexpected-token': { severity: 'error', stage: 'syntax', remedy: 'Compare the line with the form named in the message.' },
  'empty-body': { severity: 'error', stage: 'syntax', remedy: 'Put an allow, match or function into it, or remove it.' },
  'missing-part': { severity: 'error', stage: 'syntax', remedy: 'Write "allow get, list: if CONDITION;", "match /PATH { }" or "function name() { return VALUE; }".' },
  'unsupported-operator': { severity: 'error', stage: 'syntax', remedy: 'Write + 1 or - 1.' },
  'unknown-version': { severity: 'error', stage: 'syntax', remedy: 'Begin the file with rules_version = \'2\';' },
  'nested-too-deep': { severity: 'error', stage: 'limits', remedy: 'Move the inner parts into functions.' },
  'import-unsupported': { severity: 'error', stage: 'names', remedy: 'Copy what the import would bring into this file; deploys take one file.' },
  'unknown-service': { severity: 'warning', stage: 'names', remedy: 'Name cloud.firestore or firebase.storage.' },
  'unknown-operation': { severity: 'error', stage: 'names', remedy: 'Use read, write, get, list, create, update or delete.' },
  'undefined-variable': { severity: 'warning', stage: 'names', remedy: 'Declare it as a parameter, with let, or as a wildcard of an enclosing match. Where it is read, the condition fails.' },
  'undefined-function': { severity: 'warning', stage: 'names', remedy: 'Declare it in this match or in one around it; Storage rules look documents up with firestore.get() and firestore.exists(). Where it is called, the condition fails.' },
  'duplicate-function': { severity: 'warning', stage: 'names', remedy: 'Give each function of a block its own name; the first is used here.' },
  'duplicate-name': { severity: 'warning', stage: 'names', remedy: 'Give each its own name; the nearest is used.' },
  'shadowed-name': { severity: 'warning', stage: 'names', remedy: 'Rename one of the two; the inner one is used here.' },
  'unused-function': { severity: 'warning', stage: 'names', remedy: 'Remove it, or call it where it was meant to guard.' },
  'wrong-argument-count': { severity: 'warning', stage: 'names', remedy: 'Pass as many arguments as the function declares. Where it is called, the condition fails.' },
  'recursive-function': { severity: 'error', stage: 'limits', remedy: `Functions may not call themselves, also not by way of others. See ${structureDocs}` },
  'unknown-method': { severity: 'warning', stage: 'types', remedy: 'Check the name against the rules reference; no type has such a method, so the condition fails here.' },
  'unknown-request-field': { severity: 'warning', stage: 'types', remedy: 'A request has auth (uid, token), method, path, query, resource and time; the fields of a document are below data. Where another field is read, the condition fails.' },
  'unknown-type-name': { severity: 'warning', stage: 'types', remedy: 'After "is" write bool, bytes, duration, float, int, latlng, list, map, number, path, set, string or timestamp.' },
  'condition-not-boolean': { severity: 'warning', stage: 'types', remedy: 'Compare it with something: this can never be true, so it never allows.' },
  'operand-type': { severity: 'warning', stage: 'types', remedy: 'Convert one side with int(), float() or string(): these types never go together, so the condition fails here.' },
  'recursive-wildcard-position': { severity: 'error', stage: 'limits', remedy: 'Under version 1 {name=**} stands only at the end of a path; write rules_version = \'2\'; to use it elsewhere.' },
  'recursive-wildcard-repeated': { severity: 'error', stage: 'limits', remedy: 'Use {name=**} at most once in a path.' },
  'source-too-large': { severity: 'error', stage: 'limits', remedy: `A ruleset has at most 256 KB of text. See ${structureDocs}` },
  'too-many-match-levels': { severity: 'error', stage: 'limits', remedy: `At most 10 match blocks may stand inside one another. See ${structureDocs}` },
  'too-many-matches': { severity: 'error', stage: 'limits', remedy: 'Give collections that have the same rules one match with a wildcard; SORA judges at most 1,000 matches in a file.' },
  'too-many-path-segments': { severity: 'error', stage: 'limits', remedy: `A path through nested match blocks has at most 100 segments. See ${structureDocs}` },
  'too-many-captures': { severity: 'error', stage: 'limits', remedy: `A path through nested match blocks has at most 20 wildcards. See ${structureDocs}` },
  'too-many-arguments': { severity: 'error', stage: 'limits', remedy: `A function takes at most 7 arguments. See ${structureDocs}` },
  'too-many-lets': { severity: 'error', stage: 'limits', remedy: `A function has at most 10 let bindings. See ${structureDocs}` },
  'calls-too-deep': { severity: 'error', stage: 'limits', remedy: `Functions may call one another at most 20 deep. See ${structureDocs}` },
  'too-many-accesses': { severity: 'warning', stage: 'limits', remedy: `A request may look up 10 documents (20 in a batch or transaction; 2 from Storage rules). See ${structureDocs}` },
  'too-many-expressions': { severity: 'warning', stage: 'limits', remedy: `A request may evaluate 1,000 expressions. See ${structureDocs}` },
} as const satisfies Record<string, DiagnosticKind>;

export type DiagnosticCode = keyof typeof diagnosticCatalog;
