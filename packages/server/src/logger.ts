import { pino, type DestinationStream, type Logger } from 'pino';

/** Where secrets could stand in a log line; their values are replaced. */
const secretPaths = ['authorization', 'cookie', 'token', 'secret', 'password', 'code'].flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `headers["${name}"]`, `*.headers["${name}"]`]);

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
    redact: { paths: secretPaths, censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
