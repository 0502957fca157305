import { pino, type DestinationStream, type Logger } from 'pino';

/** Where secrets could stand in a log line; their values are replaced. */
const secretPaths = ['authorization', 'cookie', 'set-cookie', 'token', 'secret', 'password', 'code'].flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

/** `ECONNREFUSED`, `57P03`, `SORA_OVERLOADED`: an error's code says what went wrong. A login's code is 43 letters of both cases. */
const errorCode = /^[A-Z0-9_]{1,40}$/;

function censor(value: unknown, path: readonly string[]): unknown {
  const isErrorCode = path.at(-1) === 'code' && (typeof value === 'number' || errorCode.test(String(value)));
  return isErrorCode ? value : '[redacted]';
}

export interface LogOptions {
  readonly level: string;
  readonly nodeId: string;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** Structured logs, a JSON object a line, with secrets redacted. Requests are logged by their route, never by their full address. */
export function createLogger({ level, nodeId, destination }: LogOptions): Logger {
  const options = {
    level,
    base: { node: nodeId },
    redact: { paths: secretPaths, censor },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
