/** First lines of every generated page. */
export function pageHead(title: string, source: string): readonly string[] {
  return [`# ${title}`, '', `<!-- Written by \`npm run reference\` from ${source}; do not edit. -->`, ''];
}

/** A table; bars and line breaks in cells are made harmless. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [row(columns), `|${columns.map(() => '---').join('|')}|`, ...rows.map(row), ''];
}

export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}
