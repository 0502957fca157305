import type { Token } from './token.ts';

/** Keywords that the official lexer refuses as the name of a service. */
const refused: ReadonlySet<string> = new Set(['allow', 'deny', 'false', 'function', 'if', 'in', 'is', 'null', 'return', 'service', 'match', 'true', 'package', 'extends', 'import']);
const name = /[A-Za-z0-9.-]+/y;

/** After `service` comes a name with dots and dashes, whatever it would mean elsewhere. */
export function scanServiceName(source: string, start: number): Token | undefined {
  name.lastIndex = start;
  const text = name.exec(source)?.[0];
  if (text === undefined) return undefined;
  return { kind: refused.has(text) ? 'keyword-as-service' : 'service-name', text, start, end: start + text.length };
}
