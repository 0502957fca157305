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
export { accessMatrix, type Cell, operations } from './proof/access-matrix.ts';
export type { ProofSettings } from './proof/access.ts';
export { type Principal, type PrincipalName, principalNamed, principals } from './proof/principal.ts';
export { type ProofQuestion, type Prover, proverOf } from './proof/prover.ts';
export type { Standing } from './proof/standing.ts';
export type { Target } from './proof/target.ts';
export type { Allowed, Conditional, Fact, UndecidedReason, Verdict } from './proof/verdict.ts';
export { isAllowed, type Witness } from './proof/witness.ts';

// intents and checks
export type { RulesCheck } from './analysis/rules-check.ts';
export type { Acceptance } from './intents/acceptance.ts';
export type { Audience, Intent, Limit } from './intents/intent.ts';
export { readPolicy } from './intents/read-policy.ts';
export type { PolicyReading, RulesPolicy } from './intents/rules-policy.ts';

// reports
export { allChecks } from './report/all-checks.ts';
export { type AnalyseOptions, analyseRules } from './report/analyse-rules.ts';
export { diffRules } from './diff/diff-rules.ts';
export type { RulesDiff, RulesDifference, RulesPlace } from './diff/rules-diff.ts';
export type { AcceptedFinding, Finding, RulesReport, Severity } from './report/report.ts';
export { costs, passMark, undecidedCost } from './report/score.ts';

// renderers of reports
export { type ComparedFiles, diffText, diffWords } from './report/render/diff-text.ts';
export { markdownReport } from './report/render/markdown-report.ts';
export { matrixText } from './report/render/matrix-text.ts';
export { witnessWords } from './report/render/request-words.ts';
export { sarifReport, type SarifOptions } from './report/render/sarif-report.ts';
export { textReport, type TextOptions } from './report/render/text-report.ts';
