import type { Operation } from '../evaluation/decide.ts';
import type { RulesAuth } from '../evaluation/request/request.ts';
import { patternText, type Ruleset } from '../language/ruleset.ts';
import { operations } from '../proof/access-matrix.ts';
import { type Before, type ProofSettings, statesBefore } from '../proof/access.ts';
import { type PrincipalName, principalNamed } from '../proof/principal.ts';
import { startOf } from '../proof/scenes.ts';
import type { Condition } from '../proof/search/question.ts';
import type { Scene } from '../proof/search/scene.ts';
import { type Found, newSearchBudget, search, type SearchBudget } from '../proof/search/search.ts';
import { type Vocabulary, vocabularyOf } from '../proof/search/vocabulary.ts';
import type { Standing } from '../proof/standing.ts';
import { type Target, targetsOfBoth } from '../proof/target.ts';
import { conditionsFor } from '../proof/way.ts';
import { isAllowed, type Witness } from '../proof/witness.ts';
import { asksTheTime, hasNewOpenParts, meaningOf } from './meaning.ts';
import { type Moment, momentsOf } from './moments.ts';
import type { RulesDiff, RulesDifference, RulesPlace } from './rules-diff.ts';
import { uidsOf } from './uids.ts';

/** Whoever asks, whatever the documents say of them: a difference is one whoever can use it. */
const anybody: Standing = { isNamedByPath: true, isNamedByField: 'anywhere', isListed: true, ownDocuments: 'any', claims: 'any', choosesEmail: true };
const sessions: readonly PrincipalName[] = ['anonymous', 'stranger', 'self-registered', 'anonymous-auth'];

/**
 * What a newer ruleset allows that an older one denies, and the other way round, with a request for each difference that was put
 * to both. Rulesets that differ in words alone are `equal`, as far as everything was decided.
 */
export function diffRules(before: Ruleset, after: Ruleset, settings: ProofSettings): RulesDiff {
  const looser = onlyAllowedBy({ more: after, less: before, settings }, 'looser');
  const stricter = onlyAllowedBy({ more: before, less: after, settings }, 'stricter');
  const undecided = { questions: looser.undecided.length + stricter.undecided.length, of: looser.of + stricter.of, looser: distinct(looser.undecided) };
  const verdict = looser.differences.length > 0 ? (stricter.differences.length > 0 ? 'both' : 'looser') : stricter.differences.length > 0 ? 'stricter' : undecided.questions > 0 ? 'unknown' : 'equal';
  return { verdict, differences: [...looser.differences, ...stricter.differences], undecided };
}

interface Pair {
  readonly more: Ruleset;
  readonly less: Ruleset;
  readonly settings: ProofSettings;
}

interface OneWay {
  readonly differences: readonly RulesDifference[];
  readonly undecided: readonly RulesPlace[];
  readonly of: number;
}

function onlyAllowedBy(pair: Pair, direction: RulesDifference['direction']): OneWay {
  const words = [pair.more, pair.less].map(vocabularyOf);
  const vocabulary: Vocabulary = { texts: [...new Set(words.flatMap(({ texts }) => texts))], numbers: [...new Set(words.flatMap(({ numbers }) => numbers))] };
  const rulesets = [pair.more, pair.less];
  const [uids, moments] = [uidsOf(rulesets), momentsOf(rulesets, { settings: pair.settings, vocabulary })];
  const budget = newSearchBudget();
  const differences: RulesDifference[] = [];
  const undecided: RulesPlace[] = [];
  let of = 0;
  for (const target of targetsOfBoth(pair.more, pair.less)) {
    for (const operation of operations) {
      of += 1;
      const place: RulesPlace = { match: patternText(target.flat.path), operation };
      const found = difference(pair, { target, operation, uids, moments, budget });
      if (found === 'undecided') undecided.push(place);
      else if (found !== undefined) differences.push({ direction, ...place, ...found });
    }
  }
  return { differences: distinct(differences), undecided, of };
}

/** One for each match and operation. */
function distinct<P extends RulesPlace>(places: readonly P[]): readonly P[] {
  return [...new Map(places.toReversed().map((each) => [`${each.match} ${each.operation}`, each])).values()].toReversed();
}

interface Place {
  readonly target: Target;
  readonly operation: Operation;
  readonly uids: readonly string[];
  readonly moments: readonly [Moment, ...Moment[]];
  readonly budget: SearchBudget;
}

function difference({ more, less, settings }: Pair, place: Place): { readonly line: number; readonly witness: Witness } | 'undecided' | undefined {
  const access = { ...place, principal: principalNamed('stranger') };
  const fails = conditionsFor(less, { access });
  const known = new Set(fails.map(meaningOf));
  // What the other allows in the same words it allows for the same requests.
  const changed = conditionsFor(more, { access }).filter((condition) => !known.has(meaningOf(condition) ?? ''));
  const isConfirmed = (witness: Witness) => isAllowed(more, witness, settings) && !isAllowed(less, witness, settings);
  if (changed.length === 0) return undefined;
  let isUndecided = hasNewOpenParts(changed, fails);
  const moments = changed.some(asksTheTime) ? place.moments : place.moments.slice(0, 1);
  for (const { scene, vocabulary } of moments.flatMap((moment) => scenesOfAnybody(place, moment))) {
    for (const condition of changed) {
      const found = search({ wish: { holds: [condition], fails }, scene, vocabulary, isConfirmed, memory: new Map(), budget: place.budget }, { name: '', state: startOf(scene) });
      if (found.kind === 'found') return lineAndWitness(condition, found);
      if (found.kind === 'undecided') isUndecided = true;
    }
  }
  return isUndecided ? 'undecided' : undefined;
}

function lineAndWitness({ allow }: Condition, { witness }: Extract<Found, { kind: 'found' }>): { readonly line: number; readonly witness: Witness } {
  return { line: allow.range.start.line, witness };
}

function scenesOfAnybody({ target, operation, uids }: Place, { settings, vocabulary }: Moment): readonly { readonly scene: Scene; readonly vocabulary: Vocabulary }[] {
  const auths: readonly (RulesAuth | null)[] = [
    ...sessions.map((name) => principalNamed(name).auth),
    ...uids.map((uid): RulesAuth => ({ uid, token: { ...principalNamed('stranger').auth?.token, sub: uid, user_id: uid } })),
  ];
  const principal = principalNamed('stranger');
  const sceneOf = (before: Before, auth: RulesAuth | null): Scene => ({ access: { target, operation, principal }, before, auth, standing: anybody, settings, settled: new Map() });
  return statesBefore({ target, operation, principal }).flatMap((before) => auths.map((auth) => ({ scene: sceneOf(before, auth), vocabulary })));
}
