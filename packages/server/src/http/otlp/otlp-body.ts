import { type OtlpMetrics, SoraError } from '@sora/core';
import { decodeOtlpJson } from './decode-json.ts';
import { decodeOtlpProtobuf } from './decode-protobuf.ts';
import type { OtlpContentType } from './encode-response.ts';

/** A request's encoding, which its reply has too. */
export interface OtlpBody {
  readonly contentType: OtlpContentType;
  readonly request: OtlpMetrics;
}

/**
 * Reads the body of `POST /v1/metrics`.
 * @param body bytes under `application/x-protobuf`, parsed JSON under `application/json`, decompressed in both cases
 * @throws {SoraError} `unsupported-media-type`, or `malformed-body`
 */
export function readOtlpBody(contentTypeHeader: string | undefined, body: unknown): OtlpBody {
  const mediaType = contentTypeHeader?.split(';', 1)[0]?.trim().toLowerCase();
  switch (mediaType) {
    case 'application/json':
      return { contentType: mediaType, request: decodeOtlpJson(body) };
    case 'application/x-protobuf':
      // A protobuf message without fields has no bytes, and may arrive as no body at all.
      return { contentType: mediaType, request: decodeOtlpProtobuf(body instanceof Uint8Array ? body : new Uint8Array()) };
    default:
      throw new SoraError('unsupported-media-type', { detail: `OTLP metrics are taken as application/json or application/x-protobuf, not as ${mediaType ?? 'a body without content-type'}.` });
  }
}
