import { parseForESLint } from '@firebase/eslint-plugin-security-rules/parser';

/** Where Firebase's own grammar finds the first error of a file; `undefined` when it takes the file. */
export function officialErrorLine(source: string): number | undefined {
  try {
    parseForESLint(source);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError && 'lineNumber' in error && typeof error.lineNumber === 'number') return error.lineNumber;
    throw error;
  }
}
