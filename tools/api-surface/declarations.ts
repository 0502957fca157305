import { join } from 'node:path';
import ts from 'typescript';

/** The declarations of a package as a consumer's compiler sees them: made from source, held in memory. */
export interface DeclarationProgram {
  readonly checker: ts.TypeChecker;
  readonly fileOf: (sourcePath: string) => ts.SourceFile | undefined;
  readonly isOwn: (file: ts.SourceFile) => boolean;
}

const outDir = '/declarations';

/** Two passes: the first emits `.d.ts` texts, the second reads them back, so that inferred types are spelled out. */
export function declarationProgram(packageFolder: string, sources: readonly string[]): DeclarationProgram {
  const options: ts.CompilerOptions = { ...compilerOptions(packageFolder), rootDir: join(packageFolder, 'src'), outDir: join(packageFolder, outDir) };
  const emitted = emitDeclarations(sources.map((source) => join(packageFolder, source)), options);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists } = host;
  host.fileExists = (path) => emitted.has(path) || fileExists(path);
  host.readFile = (path) => emitted.get(path) ?? readFile(path);
  host.directoryExists = (path) => path.startsWith(join(packageFolder, outDir)) || directoryExists?.(path) === true;
  host.getSourceFile = (path, language) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, language, true);
  };
  const program = ts.createProgram([...emitted.keys()], options, host);
  const declarationPath = (source: string) => join(packageFolder, outDir, source.replace(/^src\//, '').replace(/\.tsx?$/, '.d.ts'));
  return { checker: program.getTypeChecker(), fileOf: (source) => program.getSourceFile(declarationPath(source)), isOwn: (file) => emitted.has(file.fileName) };
}

function emitDeclarations(rootNames: readonly string[], options: ts.CompilerOptions): ReadonlyMap<string, string> {
  const emitted = new Map<string, string>();
  const program = ts.createProgram([...rootNames], options);
  program.emit(undefined, (path, text) => emitted.set(path, text), undefined, true);
  return emitted;
}

function compilerOptions(packageFolder: string): ts.CompilerOptions {
  const config = ts.getParsedCommandLineOfConfigFile(join(packageFolder, 'tsconfig.json'), { noEmit: false }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
  return { ...config?.options, composite: false, incremental: false, declarationMap: false, sourceMap: false, emitDeclarationOnly: true, removeComments: true, noCheck: false };
}
