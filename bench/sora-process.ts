import { fileURLToPath } from 'node:url';
import { type Program, startProgram } from './program.ts';

const command = fileURLToPath(new URL('../apps/cli/src/main.ts', import.meta.url));

/** The server as `npm start` runs it, on a free port, with these settings and no others. */
export async function startSora(settings: Readonly<Record<string, string>>): Promise<Program> {
  return await startProgram({ script: command, args: ['serve'], env: { ...withoutSettings(), SORA_PORT: '0', ...settings } });
}

/** An empty variable counts as unset: what the caller's shell has set must not change what is measured. */
function withoutSettings(): Readonly<Record<string, string>> {
  const names = Object.keys(process.env).filter((name) => name.startsWith('SORA_') || name === 'DATABASE_URL');
  return Object.fromEntries(names.map((name) => [name, '']));
}
