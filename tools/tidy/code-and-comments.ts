import ts from 'typescript';
import type { TextFile } from '../lib/repository.ts';

/** A source text seen twice: what runs, with strings blanked out, and what is said beside it. Lines and columns stay where they were. */
export interface SplitSource {
  readonly code: string;
  readonly comments: string;
}

export function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path);
}

export function parse(file: TextFile): ts.SourceFile {
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
}

/** Splits by the compiler's own tokens, so that a rule about code never trips over a sentence about it. */
export function splitSource(file: TextFile): SplitSource {
  const source = parse(file);
  const blank = file.text.replace(/[^\n]/g, ' ');
  let code = '';
  let comments = '';
  let done = 0;
  for (const token of tokensOf(source)) {
    const start = token.getStart(source);
    comments += file.text.slice(done, start) + blank.slice(start, token.end);
    code += blank.slice(done, start) + (isLiteral(token) ? blank : file.text).slice(start, token.end);
    done = token.end;
  }
  return { code, comments };
}

function tokensOf(node: ts.Node): readonly ts.Node[] {
  const children = node.getChildren().filter((child) => !ts.isJSDoc(child));
  return children.length === 0 ? [node] : children.flatMap(tokensOf);
}

function isLiteral(token: ts.Node): boolean {
  return ts.isStringLiteralLike(token) || ts.isTemplateHead(token) || ts.isTemplateMiddleOrTemplateTail(token) || ts.isRegularExpressionLiteral(token) || ts.isJsxText(token);
}
