import ts from 'typescript';

/**
 * Modern JavaScript as ES5, for the Hermes virtual machine that can be had as a program: it knows neither classes nor async functions, and its
 * `let` is one for a whole loop. Nothing loose: without `downlevelIteration` the spread of a Map becomes an empty list and nobody says so.
 */
export function lower(code: string): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.None, downlevelIteration: true, ignoreDeprecations: '6.0', removeComments: true },
  });
  return outputText;
}
