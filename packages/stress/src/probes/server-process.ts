import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { within } from './within.ts';

/** `sora serve` as a process of its own, killed like any process. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it printed. */
  output(): string;
  /** True until it ended, by itself or by us. */
  alive(): boolean;
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<void>;
}

const command = fileURLToPath(new URL('../../../../apps/cli/src/main.ts', import.meta.url));
/** Long, for a campaign may share its machine. */
const startDeadlineMs = 300_000;

/** @throws {Error} with what it printed, when it ends instead of serving */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--conditions=@sora/source', command, 'serve'], { env: { ...inherited(), SORA_PORT: '0', SORA_LOG_LEVEL: 'warn', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text = (text + chunk.toString()).slice(-200_000); });
  const exited = new Promise<void>((resolve) => { child.once('close', () => resolve()); });
  const address = () => /SORA serves on (\S+)/.exec(text)?.[1];
  const alive = () => isAlive(child);
  const url = await within(startDeadlineMs, async () => (alive() ? address() : 'ended'), (found) => found !== undefined);
  if (url === undefined || url === 'ended') {
    // One that is only slow would go on beside the next.
    child.kill('SIGKILL');
    throw new Error(`The server does not serve:\n${text}`);
  }
  return {
    url,
    pid: child.pid ?? -1,
    output: () => text,
    alive,
    async end(signal) {
      if (alive()) child.kill(signal);
      await exited;
    },
  };
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** Nothing of this process's environment that would configure a server. */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SORA_|VITEST|DATABASE_URL$|NODE_OPTIONS$)/.test(name)));
}
