import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Clock, type CredentialStore, parseToken } from '@sora/core';
import type { Settings } from '../../settings.ts';
import { mintCredential } from './secrets.ts';

/** The first admin token, kept until someone deletes it. */
export function adminTokenPath(settings: Pick<Settings, 'SORA_DATA_DIR'>): string {
  return resolve(settings.SORA_DATA_DIR, 'admin-token');
}

export interface AdminToken {
  /** Absent when someone deleted it, as they may. */
  readonly file: string | undefined;
  readonly credentialId: string | undefined;
  readonly firstStart: boolean;
}

/** Makes the admin token at the first start on a database; later only says where it is. The file is written before the credential counts. */
export async function ensureAdminToken(credentials: CredentialStore, settings: Settings, clock: Clock): Promise<AdminToken> {
  const file = adminTokenPath(settings);
  if (!(await credentials.isEmpty())) return { ...(await readAdminToken(file)), firstStart: false };
  const { stored, token } = mintCredential({ kind: 'operator', role: 'admin' }, { tenant: 'main', name: 'first admin', nowMs: clock.nowMs() });
  await writeSecret(file, `${token}\n`);
  await credentials.create(stored);
  return { file, credentialId: stored.id, firstStart: true };
}

async function readAdminToken(file: string): Promise<Pick<AdminToken, 'file' | 'credentialId'>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return { file: text === undefined ? undefined : file, credentialId: text === undefined ? undefined : parseToken(text.trim())?.id };
}

async function writeSecret(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
