import type { AnalysedText, RulesChangeVerdict, RulesFileKind, RulesReport, RulesScan } from '@sora/core';
import { z } from 'zod';
import { changeSchema, kindSchema } from './rules.ts';
import { type DiagnosticJson, diagnosticShape, type FileFinding, fileFindingSchema, fileSchema, reportJson, type ReportJson, reportShape, type Schema } from './rules-report.ts';

/** All files in one: as good as the worst of them. */
export interface RulesAnswer extends Omit<ReportJson, 'findings' | 'diagnostics'> {
  readonly findings: readonly FileFinding[];
  readonly diagnostics: readonly (DiagnosticJson & { readonly file: string })[];
  readonly files: readonly AnsweredFile[];
  readonly scan?: Pick<RulesScan, 'id' | 'atMs' | 'tookMs'> | undefined;
}

interface AnsweredFile extends Pick<RulesReport, 'score' | 'pass' | 'compiles'> {
  readonly file: string;
  readonly digest: string;
  readonly kind?: RulesFileKind | undefined;
  readonly change?: RulesChangeVerdict | undefined;
}

export const rulesAnswerSchema: Schema<RulesAnswer> = z.object({
  ...reportShape,
  findings: z.array(fileFindingSchema),
  diagnostics: z.array(z.object({ ...diagnosticShape, file: fileSchema })),
  files: z.array(z.object({
    file: fileSchema, digest: z.string(), score: z.number(), pass: z.boolean(), compiles: z.boolean(),
    kind: kindSchema.optional(),
    change: changeSchema.optional().meta({ description: 'How it differs from the scan before; of a text that was sent, from the file of the settings. Absent where there is nothing to compare with, or the file is as it was.' }),
  })),
  scan: z.object({ id: z.string(), atMs: z.number(), tookMs: z.number() }).optional().meta({ description: 'The scan that was kept, of the files of the settings.' }),
});

export function scanAnswer({ id, atMs, tookMs, files }: RulesScan): RulesAnswer {
  return { ...inOne(files.map(({ path: file, ...rest }) => ({ file, ...rest }))), scan: { id, atMs, tookMs } };
}

export function textAnswer({ report, digest, fromConfigured: change }: AnalysedText): RulesAnswer {
  return inOne([{ file: 'source', digest, report, change }]);
}

interface ReportedFile extends Omit<AnsweredFile, 'score' | 'pass' | 'compiles'> {
  readonly report: RulesReport;
}

function inOne(files: readonly ReportedFile[]): RulesAnswer {
  const reports = files.map(({ file, report }) => ({ file, ...reportJson(report) }));
  const sum = (key: keyof RulesReport['undecided']) => reports.reduce((total, { undecided }) => total + undecided[key], 0);
  return {
    score: Math.min(100, ...reports.map(({ score }) => score)),
    pass: reports.every(({ pass }) => pass),
    compiles: reports.every(({ compiles }) => compiles),
    findings: reports.flatMap(({ file, findings }) => findings.map((finding) => ({ ...finding, file }))),
    diagnostics: reports.flatMap(({ file, diagnostics }) => diagnostics.map((each) => ({ ...each, file }))),
    accepted: reports.flatMap(({ accepted }) => accepted),
    matrix: reports.flatMap(({ matrix }) => matrix),
    undecided: { cells: sum('cells'), of: sum('of'), protectedCells: sum('protectedCells') },
    files: files.map(fileOf),
  };
}

function fileOf({ file, digest, kind, change, report: { score, pass, compiles } }: ReportedFile): AnsweredFile {
  return { file, digest, score, pass, compiles, ...(kind !== undefined && { kind }), ...(change !== undefined && { change }) };
}
