/** Tables, each with the columns by which its rows are spread after the tenant where one machine is not enough; naming one of them is enough. */
export type ShardKeys = Readonly<Record<string, readonly string[]>>;

/** Parts of a statement that touch one of these tables and do not say of which tenant, or of which shard. */
export function missingKeysOf(shardKeys: ShardKeys, sql: string): readonly string[] {
  const text = sql.replaceAll(/--.*$/gm, '');
  const tables = Object.keys(shardKeys).join('|');
  return [...text.matchAll(new RegExp(`\\b(from|join|into|update|using)\\s+(${tables})\\b`, 'g'))].flatMap((mention) => {
    const [said = '', verb, table = ''] = mention;
    const part = partAround(text, mention.index);
    const hasShardKey = (shardKeys[table] ?? []).some((column) => names(part, column, verb === 'into'));
    return [...(names(part, 'tenant', verb === 'into') ? [] : [`"${said}" names no tenant`]), ...(hasShardKey ? [] : [`"${said}" names no shard key`])];
  });
}

/** Bodies of the functions that a migration makes, statement by statement. */
export function statementsOfFunctions(migration: string): readonly string[] {
  return [...migration.matchAll(/create (?:or replace )?function \w+\([\s\S]*?\$\$([\s\S]*?)\$\$/g)].flatMap(([, body = '']) => body.replaceAll(/--.*$/gm, '').split(';'));
}

/** Columns that lead the primary key of a table, as its migration states them. */
export function primaryKeyOf(migration: string, table: string): readonly string[] {
  const definition = new RegExp(`create table ${table} \\(([\\s\\S]*?)\\n\\)`).exec(migration)?.[1] ?? '';
  return /primary key \(([^)]*)\)/.exec(definition)?.[1]?.split(', ') ?? [];
}

function names(part: string, column: string, inserts: boolean): boolean {
  return new RegExp(inserts ? `\\(\\s*([a-z_]+,\\s*)*${column}\\b` : `\\b${column}\\s*(=|>=|between\\b)`).test(part);
}

/** The innermost parentheses around a place, or the whole. */
function partAround(text: string, place: number): string {
  let [start, end, depth] = [place, place, 0];
  while (start > 0 && depth <= 0) depth += depthOf(text[--start]);
  depth = 0;
  while (end < text.length && depth >= 0) depth += depthOf(text[end++]);
  return text.slice(start, end);
}

function depthOf(sign: string | undefined): number {
  if (sign === '(') return 1;
  return sign === ')' ? -1 : 0;
}
