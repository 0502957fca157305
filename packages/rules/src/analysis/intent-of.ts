import { defaultIntents } from '../intents/defaults/index.ts';
import { personalFields } from '../intents/goals.ts';
import type { Intent } from '../intents/intent.ts';
import { fitOf, placePatternOf } from '../intents/place-pattern.ts';
import { isSameName, type Place, placeOf } from '../intents/place.ts';
import type { PatternSegment } from '../language/ast.ts';
import type { Names } from '../language/names/names.ts';
import type { Target } from '../proof/target.ts';
import { fieldRead, isDocumentData, reachableFrom } from './reachable.ts';

/** What is meant to be allowed where a match points: the team's word before the defaults, the more exact path before the wider. */
export function intentOf({ flat, service }: Target, own: readonly Intent[], names: Names): Intent {
  const place = placeOf(belowRoot(flat.path), service);
  const found = bestOf(own, place, service) ?? unnamed(place, service) ?? bestOf(Object.values(defaultIntents), place, service) ?? defaultIntents['all-documents'];
  return found === defaultIntents['other-documents'] && readsPersonalFields(flat, names) ? defaultIntents['personal-documents'] : found;
}

/** After `/databases/{database}/documents` or `/b/{bucket}/o`, which a wildcard of any depth may stand for. */
export function belowRoot(path: readonly PatternSegment[]): readonly PatternSegment[] {
  const glob = path.slice(0, 3).findIndex(({ kind }) => kind === 'glob');
  return path.slice(glob === -1 ? 3 : glob);
}

function unnamed({ names, isSubtree }: Place, service: Target['service']): Intent | undefined {
  if (names.some((name) => name !== undefined)) return undefined;
  if (service === 'cloud.firestore') return defaultIntents['all-documents'];
  return isSubtree || names.length <= 1 ? defaultIntents['all-files'] : undefined;
}

function bestOf(intents: readonly Intent[], place: Place, service: Target['service']): Intent | undefined {
  const fitting = intents.filter((intent) => intent.service === service).flatMap((intent) => intent.paths.flatMap((path) => {
    const pattern = placePatternOf(path);
    const fit = pattern && fitOf(pattern, place, service);
    return fit === undefined ? [] : [{ intent, rank: `${isSecretFile(intent) ? 1 : 0}${fit}` }];
  }));
  return fitting.toSorted((a, b) => (a.rank < b.rank ? 1 : a.rank > b.rank ? -1 : 0))[0]?.intent;
}

/** `users/{user}/private/…` is private and no ordinary upload, whichever name comes first. */
function isSecretFile({ service, harm }: Intent): boolean {
  return service === 'firebase.storage' && harm.get === 'critical';
}

function readsPersonalFields({ allows }: Target['flat'], names: Names): boolean {
  return allows.some(({ condition }) => condition !== undefined && [...reachableFrom(condition, names)].some((expression) => {
    const read = fieldRead(expression);
    return read !== undefined && isDocumentData(read.object) && isPersonal(read.name);
  }));
}

/** `customerEmail` as well as `email`. */
function isPersonal(name: string): boolean {
  return personalFields.some((field) => isSameName(field, name)) || /(email|phone|phone_?number)$/i.test(name);
}
