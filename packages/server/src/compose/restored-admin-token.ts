import { readFile, rename } from 'node:fs/promises';
import { type CredentialStore, parseToken } from '@sora/core';
import { adminTokenPath, ensureAdminToken } from '../http/access/admin-token.ts';
import type { Settings } from '../settings.ts';

/**
 * A way into a restored database: its credentials came with it, but not the file of any of them. A token that lies in the data folder
 * and counts in this database stays; one of another database is moved aside, since it opens nothing here.
 * @returns the file with an admin token that counts
 */
export async function restoredAdminToken(credentials: CredentialStore, settings: Settings): Promise<string> {
  const file = adminTokenPath(settings);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    const id = parseToken(text.trim())?.id;
    if (id !== undefined && (await credentials.find(id)) !== undefined) return file;
    await rename(file, `${file}.of-another-database`);
  }
  // As at a first start, although there are credentials.
  const anew = { ...credentials, isEmpty: async () => true, create: (credential: Parameters<CredentialStore['create']>[0]) => credentials.create({ ...credential, name: 'admin since the restore' }) };
  await ensureAdminToken(anew, settings, { nowMs: () => Date.now() });
  return file;
}
