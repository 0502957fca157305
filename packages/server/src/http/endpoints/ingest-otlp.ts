import { mapOtlp } from '@sora/core';
import { z } from 'zod';
import { replyingEndpoint } from '../endpoint.ts';
import { encodeOtlpResponse } from '../otlp/encode-response.ts';
import { readOtlpBody } from '../otlp/otlp-body.ts';
import { tenantOf } from '../services.ts';

export const ingestOtlp = replyingEndpoint({
  name: 'ingestOtlp',
  aliases: ['/v1/metrics'],
  methods: ['POST'],
  summary: 'OTLP/HTTP metrics, JSON or protobuf, plain or gzip. What is not taken is named in the partial success.',
  access: { kind: 'service', scope: 'metrics:write' },
  input: z.unknown(),
  produces: 'application/x-protobuf',
  rawBody: true,
  handle: async ({ request, reply, principal }, { clock, recorder }) => {
    const { contentType, request: exported } = readOtlpBody(request.headers['content-type'], request.body);
    const { measurements, ...rejection } = mapOtlp(exported, clock.nowMs());
    const tenant = tenantOf(principal);
    for (const { series, aggregate, atMs } of measurements) recorder.merge({ ...series, tenant, source: 'server' }, aggregate, atMs);
    return reply.type(contentType).send(encodeOtlpResponse(contentType, rejection));
  },
});
