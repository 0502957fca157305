import type { FrameReceipt } from '@sora/core';
import { z } from 'zod';

export const frameReceiptSchema = z.object({
  seq: z.number(),
  kind: z.enum(['accepted', 'repeated']),
  accepted: z.number(),
  rejected: z.array(z.object({ path: z.string(), problem: z.string(), message: z.string() })),
  nextFlushMs: z.number().meta({ description: 'Send the next frame no sooner than this.' }),
}) satisfies z.ZodType<FrameReceipt>;
