import type { TextFile } from '../lib/repository.ts';
import type { Finding } from './finding.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const exactVersion = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

function dependenciesOf(manifest: TextFile): Readonly<Record<string, string>> {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(manifest.text) as Manifest;
  return { ...dependencies, ...devDependencies, ...optionalDependencies };
}

/** Every version is one version, so that two installs a month apart are the same. */
export function versionsAreExact(manifest: TextFile): readonly Finding[] {
  return Object.entries(dependenciesOf(manifest))
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => ({ path: manifest.path, line: 1, sentence: `${name} "${version}": write one exact version` }));
}

/** Every library has its reason in docs/dependencies.md; packages of our own need none. */
export function dependenciesHaveReasons(manifest: TextFile, reasons: string): readonly Finding[] {
  return Object.keys(dependenciesOf(manifest))
    .filter((name) => !name.startsWith('@sora/') && !reasons.includes(`\`${name}\``))
    .map((name) => ({ path: manifest.path, line: 1, sentence: `${name} has no line in docs/dependencies.md: say what it does for us and why not by hand` }));
}

/** Reasons for what is gone mislead. */
export function reasonsAreNeeded(manifests: readonly TextFile[], reasons: TextFile): readonly Finding[] {
  const used = new Set(manifests.flatMap((manifest) => Object.keys(dependenciesOf(manifest))));
  const named = [...reasons.text.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap((row) => [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
  return named.filter((name) => !used.has(name)).map((name) => ({ path: reasons.path, line: 1, sentence: `${name} is justified but nobody depends on it` }));
}
