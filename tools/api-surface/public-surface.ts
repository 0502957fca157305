import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../lib/repository.ts';
import { declarationProgram, type DeclarationProgram } from './declarations.ts';
import type { PublishedPackage } from './packages.ts';

/** A package's public types as one text: for each entry what it exports, then what those types refer to; sorted by name. */
export function publicSurface({ name, folder, entries }: PublishedPackage, root: string = repositoryRoot): string {
  const program = declarationProgram(join(root, folder), entries.map(({ source }) => source));
  const surfaces = entries.map(({ specifier, source }) => ({ specifier, exported: exportsOf(program, source) }));
  const shown = new Set(surfaces.flatMap(({ exported }) => [...exported.keys()]));
  const parts = surfaces.map(({ specifier, exported }) => {
    const seenThrough = [...referredFrom(program, [...exported.keys()])].filter((symbol) => !shown.has(symbol));
    seenThrough.forEach((symbol) => shown.add(symbol));
    return [`## ${join(name, specifier)}`, '', ...surfaceTexts(program, exported, seenThrough)].join('\n');
  });
  return [`# ${name}: public types, written by \`npm run api\``, '', ...parts].join('\n');
}

/** What an entry exports: each declaration with the name it is exported under. */
function exportsOf(program: DeclarationProgram, source: string): ReadonlyMap<ts.Symbol, string> {
  const file = program.fileOf(source);
  const module = file === undefined ? undefined : program.checker.getSymbolAtLocation(file);
  return new Map(module === undefined ? [] : program.checker.getExportsOfModule(module).map((symbol) => [resolve(program, symbol), symbol.name]));
}

function surfaceTexts(program: DeclarationProgram, exported: ReadonlyMap<ts.Symbol, string>, seenThrough: readonly ts.Symbol[]): readonly string[] {
  return [
    ...sortedTexts([...exported].map(([symbol, name]) => ({ name, text: declarationText(program, symbol, name) }))),
    ...(seenThrough.length === 0 ? [] : ['### Seen through these, not exported', '']),
    ...sortedTexts(seenThrough.map((symbol) => ({ name: symbol.name, text: declarationText(program, symbol, symbol.name) }))),
  ];
}

function sortedTexts(named: readonly { readonly name: string; readonly text: string }[]): readonly string[] {
  return named.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).flatMap(({ text }) => [text, '']);
}

function resolve({ checker }: DeclarationProgram, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The package's own types that the declarations mention, and those that these mention in turn. */
function referredFrom(program: DeclarationProgram, symbols: readonly ts.Symbol[]): ReadonlySet<ts.Symbol> {
  const seen = new Set(symbols);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) follow(program.checker.getSymbolAtLocation(node));
    ts.forEachChild(node, visit);
  };
  const follow = (found: ts.Symbol | undefined): void => {
    if (found === undefined) return;
    const symbol = resolve(program, found);
    if (seen.has(symbol) || !statementsOf(program, symbol).some(isTopLevel)) return;
    seen.add(symbol);
    statementsOf(program, symbol).forEach(visit);
  };
  symbols.forEach((symbol) => statementsOf(program, symbol).forEach(visit));
  return seen;
}

function isTopLevel(node: ts.Node): boolean {
  return ts.isSourceFile(node.parent);
}

/** The statements that declare a symbol, in the package's own files. */
function statementsOf(program: DeclarationProgram, symbol: ts.Symbol): readonly ts.Node[] {
  return (symbol.declarations ?? [])
    .filter((declaration) => !ts.isSourceFile(declaration) && program.isOwn(declaration.getSourceFile()))
    .map((declaration) => (ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration));
}

function declarationText(program: DeclarationProgram, symbol: ts.Symbol, exportedAs: string): string {
  const texts = statementsOf(program, symbol).map((node) => node.getText().replace(/^export /, '').replace(/^declare /, ''));
  if (texts.length === 0) return `${exportedAs} (of another package)`;
  return (exportedAs === symbol.name ? texts : [`// exported as ${exportedAs}`, ...texts]).join('\n');
}
