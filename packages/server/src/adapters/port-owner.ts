import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { isInTheWay, parseListeningSockets, type ListeningSocket } from './listening-sockets.ts';
import { StartRefusedError } from './start-refused-error.ts';

/** Whoever listens on a port: its user always, its process as far as we may look. */
export interface PortOwner {
  readonly uid: number;
  readonly pid?: number;
  readonly command?: string;
}

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/**
 * Tries the port before anything else is started.
 * @throws {StartRefusedError} SORA_PORT_TAKEN, naming the program that has it, or SORA_ADDRESS_REFUSED
 */
export async function assertPortFree(wanted: HostAndPort): Promise<void> {
  const code = await tryToListen(wanted);
  if (code === 'EADDRINUSE') throw describePortTaken(wanted, await findPortOwner(wanted));
  if (code !== undefined) throw describeAddressRefused(wanted, code);
}

function describeAddressRefused({ host, port }: HostAndPort, code: string): StartRefusedError {
  const isPrivileged = code === 'EACCES';
  return new StartRefusedError('SORA_ADDRESS_REFUSED', {
    what: isPrivileged ? `Port ${port} is only for root (${code}).` : `This machine has no address "${host}" to listen on (${code}).`,
    remedy: isPrivileged ? 'Choose a port from 1024 on with SORA_PORT, and let a proxy listen on the low one.' : 'Correct SORA_HOST: 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses.',
  });
}

/** The refusal for a port that is taken: by what, and what to do about it. */
export function describePortTaken({ host, port }: HostAndPort, owner: PortOwner | undefined): StartRefusedError {
  const stopIt = owner?.pid === undefined ? 'Stop that program' : `Stop it (kill ${owner.pid})`;
  return new StartRefusedError('SORA_PORT_TAKEN', {
    what: `Port ${port} on ${host} is taken by ${nameOf(owner)}.`,
    remedy: `${stopIt}, or choose another port: SORA_PORT=${port < 65_535 ? port + 1 : port - 1} npm start`,
  });
}

function nameOf(owner: PortOwner | undefined): string {
  if (owner === undefined) return 'another program';
  if (owner.pid === undefined) return `a program of the user with id ${owner.uid}`;
  return `process ${owner.pid} (${owner.command ?? 'its name may not be read'})`;
}

/** Who listens there, from what Linux tells; undefined on other systems, and when nobody is found. */
export async function findPortOwner({ host, port }: HostAndPort): Promise<PortOwner | undefined> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')));
  const socket = tables.flatMap(parseListeningSockets).find((each) => isInTheWay(each, host, port));
  return socket === undefined ? undefined : { uid: socket.uid, ...(await processWith(socket)) };
}

async function processWith({ inode }: ListeningSocket): Promise<{ pid: number; command?: string } | undefined> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (!(await holds(pid, `socket:[${inode}]`))) continue;
    const command = await commandOf(pid);
    return { pid: Number(pid), ...(command === '' ? {} : { command }) };
  }
  return undefined;
}

async function holds(pid: string, link: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const handles = await readdir(folder).catch(() => []);
  const links = await Promise.all(handles.map((handle) => readlink(`${folder}/${handle}`).catch(() => '')));
  return links.includes(link);
}

async function commandOf(pid: string): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.replaceAll('\0', ' ').trim().slice(0, 120);
}

/** Undefined when one may listen there, else the error's code. */
async function tryToListen({ host, port }: HostAndPort): Promise<string | undefined> {
  const server = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => resolve(undefined));
  });
  if (code === undefined) await new Promise((resolve) => { server.close(resolve); });
  return code;
}
