// language
export type * from './language/ast.ts';
export type { Diagnostic } from './language/diagnostic.ts';
export { diagnosticCatalog, type DiagnosticCode, type DiagnosticKind } from './language/diagnostic-catalog.ts';
export { firebaseLimits } from './language/limits.ts';
export type { Binding, Callee, Names } from './language/names/names.ts';
export { type ParsedRules, parseRules } from './language/parse-rules.ts';
export { type FlatMatch, patternText, type Ruleset } from './language/ruleset.ts';
export type { Position, SourceRange } from './language/source-range.ts';

// evaluation
export { evaluateRequest } from './evaluation/evaluate-request.ts';
export { re2jsEngine } from './evaluation/re2js-engine.ts';
export type { RegexEngine } from './evaluation/regex-engine.ts';
export type { ConsideredAllow, DecidedBy, Decision } from './evaluation/request/decision.ts';
export { factsOfDocuments, type RulesFacts } from './evaluation/request/facts.ts';
export type { Filter, FirestoreBatch, FirestoreList, FirestoreRead, FirestoreRequest, FirestoreWrite, Query, RulesAuth, RulesRequest, StorageRequest } from './evaluation/request/request.ts';
export type { Trace, TraceEntry, TraceResult, TraceRole } from './evaluation/trace.ts';
export type { PlainFields, PlainValue } from './evaluation/values/plain-value.ts';

// proof
export type { Operation } from './evaluation/decide.ts';
export { accessMatrix, type Cell, operations, type Verdict } from './proof/access-matrix.ts';
export type { ProofSettings } from './proof/open-question.ts';
export { type Principal, type PrincipalName, principals } from './proof/principal.ts';
export type { Witness } from './proof/witness.ts';
