import { type CollectionName, documentCollections, maxAheadMs } from '@sora/core';
import { z } from 'zod';

export const collectionSchema = z.enum(Object.keys(documentCollections) as [CollectionName, ...CollectionName[]]);

export const documentIdSchema = z.string().min(1).max(128).meta({ description: 'Of its owner: a user id, or the id of a chat.' });

const stamp = z.string().max(100);
const aValue = z.unknown().meta({ description: 'What the field holds; null when it was emptied.' });

export const fieldsSchema = z.record(
  z.string().max(64),
  z.object({
    value: z.unknown().meta({ description: 'What the field takes: text, true or false, a number, or JSON up to 8 KiB; null empties it.' }),
    stamp: stamp.meta({ description: 'When it was written, by the hybrid logical clock of the install: 12 hexadecimal digits of milliseconds, - and 4 of a counter, - and the install.' }),
    basedOn: stamp.optional().meta({ description: 'The stamp of the value that the writer had before them. Without it, a value of another install counts as not seen.' }),
  }),
);

const standingSchema = z.object({ value: aValue, stamp: z.string(), version: z.number().meta({ description: 'Its place in the history.' }) });

export const documentSchema = z.object({
  collection: collectionSchema,
  id: z.string(),
  fields: z.record(z.string(), standingSchema),
  losses: z.number().meta({ description: 'How many values lost a race; each is in the history and can be restored.' }),
});

export const outcomeSchema = z.object({
  kind: z.enum(['won', 'lost']).meta({ description: 'If what was sent is what stands now.' }),
  isRepeat: z.boolean().meta({ description: 'True when this write came before: nothing was written.' }),
  stamp: z.string().meta({ description: 'Under which it was written down.' }),
  isPulledBack: z.boolean().meta({ description: `True when the stamp was more than ${maxAheadMs / 1_000} s ahead: the device should set its clock, and go on from \`stamp\`.` }),
  version: z.number(),
  current: standingSchema.meta({ description: 'What stands now.' }),
});

export const versionSchema = z.object({
  version: z.number(),
  field: z.string(),
  value: aValue,
  stamp: z.string(),
  claimed: z.string().exactOptional().meta({ description: 'What the device sent, where its clock was too far ahead.' }),
  basedOn: z.string().exactOptional(),
  actor: z.object({ kind: z.enum(['token', 'node', 'client', 'user']), id: z.string(), name: z.string().exactOptional() }),
  lostTo: z.number().exactOptional().meta({ description: 'The version that won over it, without that either had known of the other.' }),
  restores: z.number().exactOptional().meta({ description: 'The version whose value it brought back.' }),
  atMs: z.number(),
});
