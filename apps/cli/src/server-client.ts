import { readFile } from 'node:fs/promises';
import { adminTokenPath, readSettings } from '@sora/server';
import { CommandError } from './command.ts';

/**
 * Asks a running server, as the operator whose token stands in SORA_TOKEN or else in the data folder.
 * @throws {CommandError} in the server's own words, with its remedy
 */
export async function ask<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const settings = readSettings(process.env);
  const base = process.env['SORA_URL'] ?? `http://127.0.0.1:${settings.SORA_PORT}`;
  const token = process.env['SORA_TOKEN'] ?? (await storedToken(adminTokenPath(settings)));
  const noAnswer = (cause: unknown): never => {
    throw new CommandError(`No SORA answers at ${base}. Start it with "npm start", or say where it is with SORA_URL.`, { cause });
  };
  if (!URL.canParse(path, base)) throw new CommandError(`SORA_URL is not an address: "${base}". It looks like http://127.0.0.1:4200.`);
  const response = await fetch(new URL(path, base), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  }).catch(noAnswer);
  // Another program on that port answers too, but not with JSON.
  const answer: unknown = await response.json().catch(noAnswer);
  if (!response.ok) throw new CommandError(sentence(answer, response.status));
  return answer as Answer;
}

async function storedToken(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new CommandError(`No token: ${path} cannot be read. Give one in SORA_TOKEN, or run this where SORA_DATA_DIR is the server's.`, { cause });
  }
}

function sentence(answer: unknown, status: number): string {
  const { title, detail, remedy } = answer as { readonly title?: string; readonly detail?: string; readonly remedy?: string };
  return [`${title ?? 'The server refused'} (${status}).`, detail, remedy].filter((part) => part !== undefined).join('\n');
}
