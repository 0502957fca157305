import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../lib/repository.ts';

const folders: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'linux64-bin', darwin: 'osx-bin', win32: 'win64-bin' };

/** The Hermes virtual machine 0.12, which runs a program. It is from 2022; what phones have is newer and knows more. */
export const hermes = program('hermes-engine-cli', 'hermes');
/** The compiler that comes with React Native 0.86: what it takes, a phone runs. */
export const hermesc = program('hermes-compiler/hermesc', 'hermesc');

function program(folder: string, name: string): string {
  const path = join(repositoryRoot, 'node_modules', folder, folders[process.platform] ?? 'linux64-bin', name);
  if (!existsSync(path)) throw new Error(`${path} is missing: npm ci`);
  return path;
}
