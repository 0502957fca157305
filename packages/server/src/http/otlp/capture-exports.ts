import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { encodeOtlpResponse, type OtlpRejection } from './encode-response.ts';
import { type OtlpBody, readOtlpBody } from './otlp-body.ts';

/** One request as it came over the wire. */
export interface PostedExport {
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
}

/** For tests: a bare HTTP server on loopback that keeps what exporters post, and answers as `reply` says. */
export interface ExportCapture extends AsyncDisposable {
  readonly origin: string;
  readonly posted: readonly PostedExport[];
}

export async function captureExports(reply: () => OtlpRejection = () => ({ rejectedDataPoints: 0, messages: [] })): Promise<ExportCapture> {
  const posted: PostedExport[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const post = { headers: request.headers, raw: Buffer.concat(chunks) };
    posted.push(post);
    const { contentType } = bodyOf(post);
    response.writeHead(200, { 'content-type': contentType }).end(encodeOtlpResponse(contentType, reply()));
  }

  return {
    origin: `http://127.0.0.1:${address.port}`,
    posted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export function plainBytes({ headers, raw }: PostedExport): Buffer {
  return headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
}

/** The body as an endpoint gets it, read by our own decoders. */
export function bodyOf(post: PostedExport): OtlpBody {
  const bytes = plainBytes(post);
  const contentType = post.headers['content-type'];
  return readOtlpBody(contentType, contentType === 'application/json' ? JSON.parse(bytes.toString()) : bytes);
}
