import { diagnosticCatalog, type DiagnosticCode, type DiagnosticKind } from './diagnostic-catalog.ts';
import type { SourceRange } from './source-range.ts';

/** One remark about a rules file. */
export interface Diagnostic extends DiagnosticKind {
  readonly code: DiagnosticCode;
  readonly range: SourceRange;
  /** What is wrong here, in a sentence. */
  readonly sentence: string;
}

export function diagnostic(code: DiagnosticCode, range: SourceRange, sentence: string): Diagnostic {
  return { code, range, sentence, ...diagnosticCatalog[code] };
}

/** In the order of the file; what begins at the same place keeps its order. */
export function inFileOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.range.start.offset - b.range.start.offset);
}
