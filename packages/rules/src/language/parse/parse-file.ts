import type { FunctionDeclaration, ImportStatement, RulesFile, Service } from '../ast.ts';
import { stringValue } from '../scan/string-value.ts';
import type { Token, TokenKind } from '../scan/token.ts';
import { expect, failAt } from './expect.ts';
import { parseFunction } from './parse-function.ts';
import { parseService } from './parse-service.ts';
import { statements } from './recover.ts';
import type { TokenStream } from './token-stream.ts';

const starters: ReadonlySet<TokenKind> = new Set(['function', 'service']);

/** `rules_version = '2'; service … { }`, with functions before and after services. */
export function parseFile(stream: TokenStream): RulesFile {
  const start = stream.peek();
  const versionText = stream.at('rules_version') ? parseVersion(stream) : undefined;
  const imports: ImportStatement[] = [];
  while (stream.at('import') && !stream.lost) imports.push(parseImport(stream));
  const functions: FunctionDeclaration[] = [];
  const services: Service[] = [];
  if (stream.at('end')) failAt(stream, '"service cloud.firestore { }" or "service firebase.storage { }"');
  while (!stream.at('end')) {
    statements(stream, starters, () => parseTopLevel(stream, functions, services));
    if (stream.at('}')) failAt(stream, 'a service or a function');
    stream.take('}');
    stream.found();
  }
  if (versionText !== undefined) checkVersion(stream, versionText);
  const version = versionText !== undefined && stringValue(versionText.text) === '2' ? '2' : '1';
  return { version, imports, functions, services, range: stream.rangeFrom(start) };
}

function parseTopLevel(stream: TokenStream, functions: FunctionDeclaration[], services: Service[]): void {
  if (stream.at('function')) functions.push(parseFunction(stream));
  else if (stream.at('service')) services.push(parseService(stream));
  else failAt(stream, 'a service or a function');
}

function parseVersion(stream: TokenStream): Token | undefined {
  stream.next();
  expect(stream, '=', 'after "rules_version"');
  const token = stream.lost ? undefined : expect(stream, 'string', 'with the version');
  stream.take(';');
  return token;
}

/** Last of all, as the official parser does: a file that is broken elsewhere is told that first. */
function checkVersion(stream: TokenStream, token: Token): void {
  const version = stringValue(token.text);
  if (version === '1' || version === '2' || stream.diagnostics.some(({ stage }) => stage === 'syntax')) return;
  stream.remark('unknown-version', stream.rangeOf(token), `There is no version "${version.slice(0, 40)}"; there are '1' and '2'.`);
}

function parseImport(stream: TokenStream): ImportStatement {
  const start = stream.next();
  const from = expect(stream, 'string', 'with the file to import');
  expect(stream, ';', 'after the import');
  const range = stream.rangeFrom(start);
  if (!stream.lost) stream.remark('import-unsupported', range, 'Firebase takes no imports in a ruleset.');
  return { from: from === undefined ? '' : stringValue(from.text), range };
}
