import { type ConflictType, conflictTypes, type RecordedConflict } from '@sora/core';
import { z } from 'zod';

export const conflictTypeSchema = z.enum(Object.keys(conflictTypes) as [ConflictType, ...ConflictType[]]);

export const conflictSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  type: conflictTypeSchema,
  subject: z.string().meta({ description: 'What it was about, such as an account.' }),
  resolution: z.string().meta({ description: 'What was done, in a sentence.' }),
  detail: z.record(z.string(), z.unknown()).meta({ description: 'Losing and winning values; amounts as strings.' }),
});

export function conflictJson({ id, atMs, type, subject, resolution, detail }: RecordedConflict): z.input<typeof conflictSchema> {
  return { id, atMs, type, subject, resolution, detail: { ...detail } };
}
