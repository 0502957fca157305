import type { RulesCell, RulesFinding, RulesReport, RulesVerdict, RulesWitness } from '@sora/core';
import { z } from 'zod';

/** With the types of core, by name: to infer them through all these levels took the compiler minutes. */
export type Schema<T> = z.ZodType<T, T>;

const fieldsByPath: Schema<Readonly<Record<string, object>>> = z.record(z.string(), z.looseObject({}));

const witnessSchema: Schema<RulesWitness> = z.object({
  request: z.looseObject({}),
  documents: fieldsByPath.meta({ description: 'The database that the request meets, fields by path.' }),
  objects: fieldsByPath,
}).meta({ description: 'A request that was run; try it with: npm run -s sora -- rules explain' });

const verdictSchema: Schema<RulesVerdict> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allow'), line: z.number(), witness: witnessSchema, steps: z.array(witnessSchema) }),
  z.object({ kind: z.literal('deny') }),
  z.object({ kind: z.literal('conditional'), line: z.number(), witness: witnessSchema, facts: z.array(z.object({ text: z.string(), without: witnessSchema })) }),
  z.object({ kind: z.literal('undecided'), reason: z.string() }),
]);

const findingShape = {
  id: z.string(), check: z.string(), severity: z.enum(['critical', 'high', 'medium', 'low']), path: z.string(), line: z.number(), sentence: z.string(), fix: z.string(),
  operation: z.string().optional(), principal: z.string().optional(),
  witness: witnessSchema.optional(),
  steps: z.array(witnessSchema).meta({ description: 'What the same caller asks before, in this order.' }),
};

const findingSchema: Schema<RulesFinding> = z.object(findingShape);

export interface FileFinding extends RulesFinding {
  readonly file: string;
}

export const fileSchema = z.string().meta({ description: 'The file it is in; "source" for a text that was sent.' });

export const fileFindingSchema: Schema<FileFinding> = z.object({ ...findingShape, file: fileSchema });

const cellSchema: Schema<RulesCell> = z.object({ service: z.string(), match: z.string(), line: z.number(), operation: z.string(), principal: z.string(), verdict: verdictSchema });

export interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly line: number;
  readonly column: number;
}

export const diagnosticShape = { code: z.string(), severity: z.string(), sentence: z.string(), remedy: z.string(), line: z.number(), column: z.number() };

export interface ReportJson extends Omit<RulesReport, 'diagnostics'> {
  readonly diagnostics: readonly DiagnosticJson[];
}

export const reportShape = {
  score: z.number().meta({ description: '0 to 100; more than 90 passes, when nothing critical was confirmed.' }),
  pass: z.boolean(),
  compiles: z.boolean(),
  findings: z.array(findingSchema),
  accepted: z.array(z.object({ finding: findingSchema, reason: z.string(), expiresAtMs: z.number() })),
  matrix: z.array(cellSchema),
  undecided: z.object({ cells: z.number(), of: z.number(), protectedCells: z.number() }),
  diagnostics: z.array(z.object(diagnosticShape)),
};

export const reportSchema: Schema<ReportJson> = z.object(reportShape);

export function reportJson({ diagnostics, ...report }: RulesReport): ReportJson {
  return { ...report, diagnostics: diagnostics.map(({ code, severity, sentence, remedy, range: { start: { line, column } } }) => ({ code, severity, sentence, remedy, line, column })) };
}
