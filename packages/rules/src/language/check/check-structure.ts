import type { FunctionDeclaration, Match, PatternSegment, RulesFile } from '../ast.ts';
import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import { firebaseLimits as limits, parserLimits } from '../limits.ts';
import { captureSegments } from '../names/scope.ts';
import { matchesOf, type PlacedMatch } from '../walk.ts';
import { functionsOf } from './functions-of.ts';

/** Limits on blocks, paths and functions, and where `{name=**}` may stand. */
export function checkStructure(file: RulesFile): readonly Diagnostic[] {
  const matches = [...matchesOf(file)];
  return [
    ...countLimit(matches),
    ...matches.flatMap((placed) => [...matchLimits(placed), ...globPlaces(file, placed)]),
    ...functionsOf(file).flatMap(functionLimits),
  ];
}

/** Said at the first match that is too many. */
function countLimit(matches: readonly PlacedMatch[]): readonly Diagnostic[] {
  const first = matches[parserLimits.matches];
  return first === undefined ? [] : [diagnostic('too-many-matches', innermost(first.chain).range, `The file has ${matches.length} matches.`)];
}

/** Said once per path: at the match that goes past the limit first. */
function matchLimits({ chain }: PlacedMatch): readonly Diagnostic[] {
  const match = innermost(chain);
  const path = chain.flatMap((each) => each.path);
  const over = (count: number, limit: number, before: number) => count > limit && before <= limit;
  const outer = path.slice(0, path.length - match.path.length);
  const captures = captureSegments(path).length;
  const found: Diagnostic[] = [];
  if (chain.length === limits.matchLevels + 1) found.push(diagnostic('too-many-match-levels', match.range, `This is match block number ${chain.length} inside one another.`));
  if (over(path.length, limits.pathSegments, outer.length)) found.push(diagnostic('too-many-path-segments', match.range, `The path has ${path.length} segments here.`));
  if (over(captures, limits.pathCaptures, captureSegments(outer).length)) found.push(diagnostic('too-many-captures', match.range, `The path has ${captures} wildcards here.`));
  return found;
}

function globPlaces(file: RulesFile, { chain }: PlacedMatch): readonly Diagnostic[] {
  const match = innermost(chain);
  const path = chain.flatMap((each) => each.path);
  const isGlob = (segment: PatternSegment) => segment.kind === 'glob';
  const own = match.path.find(isGlob);
  const first = path.find(isGlob);
  if (file.version === '1') {
    const early = first !== undefined && first !== path.at(-1) && (own === first || match.path.length > 0) ? first : undefined;
    return early === undefined ? [] : [diagnostic('recursive-wildcard-position', (own ?? match.path[0] ?? early).range, `Under version 1 nothing may follow "${early.name.text}=**" in a path.`)];
  }
  if (own === undefined || first === undefined || path.filter(isGlob).length < 2) return [];
  return [diagnostic('recursive-wildcard-repeated', own.range, 'This path has a {name=**} already.')];
}

function functionLimits({ name, parameters, lets }: FunctionDeclaration): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (parameters.length > limits.functionArguments) found.push(diagnostic('too-many-arguments', name.range, `"${name.text}" takes ${parameters.length} arguments.`));
  if (lets.length > limits.letsPerFunction) found.push(diagnostic('too-many-lets', name.range, `"${name.text}" has ${lets.length} let bindings.`));
  return found;
}

function innermost(chain: readonly [Match, ...Match[]]): Match {
  return chain.at(-1) ?? chain[0];
}
