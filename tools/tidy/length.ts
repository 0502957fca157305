import ts from 'typescript';
import { isTypeScript, parse } from './code-and-comments.ts';
import type { Finding, Rule } from './finding.ts';

/** Files: past 250 lines look for a second idea, past 400 there is one. Functions: 20 as a rule, 40 at the most. */
export const limits = { fileToLookAt: 250, file: 400, function: 40 } as const;

export function countLines(text: string): number {
  return text.trimEnd().split('\n').length;
}

export const filesAreShort: Rule = ({ path, text }) => {
  const lines = countLines(text);
  return isTypeScript(path) && lines > limits.file ? [{ path, line: limits.file, sentence: `${lines} lines: a file of more than ${limits.file} holds a second idea; give it a file` }] : [];
};

export const functionsAreShort: Rule = (file) => {
  if (!isTypeScript(file.path)) return [];
  const source = parse(file);
  return functionsIn(source)
    .map((node) => ({ node, lines: ownLines(node, source) }))
    .filter(({ lines }) => lines > limits.function)
    .map(({ node, lines }): Finding => ({ path: file.path, line: lineOf(source, node.getStart(source)) + 1, sentence: `${lines} lines of its own: a function of more than ${limits.function} does several things; name them` }));
};

/** Lines of a function without those of the functions inside it: a factory that returns small ones is not long. */
function ownLines(node: ts.Node, source: ts.SourceFile): number {
  return functionsIn(node, 'outermost').reduce((lines, inner) => lines - span(inner, source) + 1, span(node, source));
}

function functionsIn(node: ts.Node, depth: 'all' | 'outermost' = 'all'): readonly ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    const isFunction = ts.isFunctionLike(child) && 'body' in child && child.body !== undefined;
    if (isFunction) found.push(child);
    if (!isFunction || depth === 'all') found.push(...functionsIn(child, depth));
  });
  return found;
}

function span(node: ts.Node, source: ts.SourceFile): number {
  return lineOf(source, node.end) - lineOf(source, node.getStart(source)) + 1;
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line;
}
