import type { RulesFile, RulesScan, RulesScanSummary, ScannedRules } from '@sora/core';
import { z } from 'zod';
import { type ReportJson, reportJson, reportSchema, type Schema } from './rules-report.ts';

export const kindSchema = z.enum(['firestore', 'storage']);
export const changeSchema = z.enum(['equal', 'stricter', 'looser', 'both', 'unknown']);

const fileShape = { kind: kindSchema, path: z.string() };

const outline = {
  id: z.string(), atMs: z.number(), tookMs: z.number(), trigger: z.enum(['schedule', 'request']), score: z.number(), pass: z.boolean(),
  findings: z.object({ critical: z.number(), high: z.number(), medium: z.number(), low: z.number() }), accepted: z.number(),
};

const summarySchema: Schema<RulesScanSummary> = z.object({
  ...outline,
  files: z.array(z.object({ ...fileShape, digest: z.string(), score: z.number(), pass: z.boolean(), compiles: z.boolean(), change: changeSchema.optional() })),
});

interface ScanJson extends Omit<RulesScan, 'files'> {
  readonly files: readonly (Omit<ScannedRules, 'source' | 'report'> & { readonly report: ReportJson })[];
}

const scanSchema: Schema<ScanJson> = z.object({ ...outline, files: z.array(z.object({ ...fileShape, digest: z.string(), change: changeSchema.optional(), report: reportSchema })) });

export interface RulesReportJson {
  readonly configured: readonly RulesFile[];
  readonly latest?: ScanJson | undefined;
  readonly history: readonly RulesScanSummary[];
}

export const rulesReportSchema: Schema<RulesReportJson> = z.object({
  configured: z.array(z.object(fileShape)).meta({ description: 'Files that the settings name.' }),
  latest: scanSchema.optional(),
  history: z.array(summarySchema),
});

/** The texts stay where they lie. */
export function scanJson({ files, ...scan }: RulesScan): ScanJson {
  return { ...scan, files: files.map(({ source: _source, report, ...file }) => ({ ...file, report: reportJson(report) })) };
}
