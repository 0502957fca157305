import type { Document, FieldOutcome, FieldValue, FieldVersion } from '@sora/core';
import type { z } from 'zod';
import type { documentSchema, outcomeSchema, versionSchema } from './schemas/documents.ts';

export function documentView({ collection, id, fields, losses }: Document): z.input<typeof documentSchema> {
  return { collection, id, fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, valueView(value)])), losses };
}

export function outcomeView({ kind, isRepeat, stamp, isPulledBack, version, current }: FieldOutcome): z.input<typeof outcomeSchema> {
  return { kind, isRepeat, stamp, isPulledBack, version, current: valueView(current) };
}

export function versionView({ field, value, version, stamp, claimed, basedOn, actor, lostTo, restores, atMs }: FieldVersion): z.input<typeof versionSchema> {
  return {
    version, field, value, stamp, atMs, actor,
    ...(claimed === stamp ? {} : { claimed }),
    ...(basedOn === undefined ? {} : { basedOn }),
    ...(lostTo === undefined ? {} : { lostTo }),
    ...(restores === undefined ? {} : { restores }),
  };
}

function valueView({ value, stamp, version }: FieldValue): FieldValue {
  return { value, stamp, version };
}
