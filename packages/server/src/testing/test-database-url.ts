/** The database that every test database is a copy of. */
export const templateDatabase = 'sora_template';

/** The same server and account, another database. */
export function urlFor(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
