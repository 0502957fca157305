import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { findAll, type Rule } from './finding.ts';

/** Folders of somebody's machine. Tests may make such a path up. */
const personalPath = /(?<![\w.~}-])\/(home|Users|root|tmp)\/[\w.-]+/;
/** A lock file or a document that names the host packages came from works only where that host is reached. */
const registryHost = /https?:\/\/[^\s"'/]*registry[^\s"'/]*/;

/** Paths of the machine that the check runs on: the checkout, the folder around it, and the home. Short ones are common words of any path. */
export function pathsOfThisMachine(root: string): readonly string[] {
  return [root, dirname(root), homedir()].filter((path) => path.split('/').length > 2);
}

/** No text names a place that exists on one machine only. */
export function placesAreAnyones(machinePaths: readonly string[]): Rule {
  return (file) => [
    ...(/\.test\.tsx?$/.test(file.path) ? [] : findAll(file, personalPath, 'this path exists on one machine only')),
    ...findAll(file, registryHost, 'leave the registry to the reader’s npm settings'),
    ...machinePaths.filter((path) => file.text.includes(path)).map((path) => ({ path: file.path, line: 1, sentence: `${path}: this path exists on one machine only` })),
    ...(file.path.endsWith('package-lock.json') ? findAll(file, /"resolved": "http[^"]*"/, 'lock without hosts: npm install --omit-lockfile-registry-resolved') : []),
  ];
}
