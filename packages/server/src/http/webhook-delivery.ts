import type { Delivery } from '@sora/core';
import type { FastifyRequest } from 'fastify';

/** A webhook as its provider signed it: byte for byte. */
export function deliveryOf({ bytes, headers }: Pick<FastifyRequest, 'bytes' | 'headers'>): Delivery {
  return { body: bytes ?? new Uint8Array(), headers };
}
