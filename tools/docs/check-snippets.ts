import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../lib/repository.ts';
import type { Snippet } from './markdown.ts';

/** Type-checks the snippets as modules at the repository's root, where the packages are found by name. Sentences with page and line. */
export function wrongSnippets(snippets: readonly Snippet[]): readonly string[] {
  const texts = new Map(snippets.map((snippet, i) => [join(repositoryRoot, `snippet-${i}.${snippet.language}`), snippet]));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path)?.text ?? readFile(path);
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts].flatMap(([path, snippet]) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((found) => word(found, snippet));
  });
}

function word(found: ts.Diagnostic, snippet: Snippet): string {
  const line = found.file === undefined ? 0 : found.file.getLineAndCharacterOfPosition(found.start ?? 0).line;
  return `${snippet.path}:${snippet.line + line} ${ts.flattenDiagnosticMessageText(found.messageText, ' ')}`;
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(repositoryRoot, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, repositoryRoot);
  return { ...options, composite: false, incremental: false, noEmit: true, noUnusedLocals: false, noUnusedParameters: false, jsx: ts.JsxEmit.ReactJSX, types: ['node'] };
}
