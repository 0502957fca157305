import { BinaryWriter } from '@bufbuild/protobuf/wire';

/** What was not taken of a request, as the sender's SDK will log it. */
export interface OtlpRejection {
  readonly rejectedDataPoints: number;
  readonly messages: readonly string[];
}

/** The two encodings of OTLP/HTTP; a reply has the one of its request. */
export type OtlpContentType = 'application/json' | 'application/x-protobuf';

/**
 * An ExportMetricsServiceResponse with status 200: empty where everything was taken, else a partial success.
 * @see https://opentelemetry.io/docs/specs/otlp/#partial-success
 */
export function encodeOtlpResponse(contentType: OtlpContentType, rejection: OtlpRejection): string | Uint8Array {
  const everythingTaken = rejection.rejectedDataPoints === 0 && rejection.messages.length === 0;
  const errorMessage = rejection.messages.join(' ');
  if (contentType === 'application/json') {
    return JSON.stringify(everythingTaken ? {} : { partialSuccess: { rejectedDataPoints: String(rejection.rejectedDataPoints), errorMessage } });
  }
  if (everythingTaken) return new Uint8Array();
  return new BinaryWriter().tag(1, 2).fork().tag(1, 0).int64(rejection.rejectedDataPoints).tag(2, 2).string(errorMessage).join().finish();
}
