import { belowRoot } from './intent-of.ts';
import type { Evidence, Found } from './rules-check.ts';
import { shortPath } from './words.ts';

/** Where a version line would change what is covered: the first such match stands for the file. */
export function version1Wildcards({ ruleset, rows }: Evidence): readonly Found[] {
  const surprising = ruleset.file.version === '1' ? rows.find(({ target: { flat, service } }) => {
    const below = belowRoot(flat.path);
    // Below a collection both versions hold for its documents; below a document only version 2 holds for it.
    return below.at(-1)?.kind === 'glob' && (service === 'firebase.storage' || (below.length > 1 && below.length % 2 === 1));
  }) : undefined;
  if (surprising === undefined) return [];
  const { path, target: { service, flat } } = surprising;
  const sentence = service === 'firebase.storage'
    ? `Under version 1 ${shortPath(path)} allows no list, whatever its condition says.`
    : `Under version 1 ${shortPath(path)} holds for what lies below, not for ${shortPath(path).replace(/\/\{\w+=\*\*\}$/, '')} itself; under version 2 it holds for both.`;
  return [{
    severity: 'low', path, operation: undefined, principal: undefined, line: flat.match.range.start.line, sentence, witness: undefined, steps: [],
    fix: "Begin the file with rules_version = '2'; and look at what each {name=**} allows then.",
  }];
}
