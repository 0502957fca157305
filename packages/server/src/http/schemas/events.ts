import type { Actor, RecordedEvent, Severity } from '@sora/core';
import { z } from 'zod';

export const severitySchema = z.enum(['info', 'warning', 'critical']) satisfies z.ZodType<Severity>;

const actorSchema = z.object({ kind: z.enum(['token', 'node', 'client', 'user']), id: z.string(), name: z.string().exactOptional() }) satisfies z.ZodType<Actor>;

const eventSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  tenant: z.string(),
  type: z.string(),
  severity: severitySchema,
  subject: z.string(),
  actor: actorSchema,
  region: z.string().exactOptional(),
  release: z.string().exactOptional(),
  dedupKey: z.string().exactOptional(),
  payload: z.record(z.string(), z.unknown()).exactOptional(),
}) satisfies z.ZodType<Omit<RecordedEvent, 'type'>>;

export const eventLogSchema = z.object({ events: z.array(eventSchema), nextBeforeId: z.string().exactOptional() });
