import type { Namespace } from '../../language/names/language-names.ts';
import { hashingFunctions } from './hashing-functions.ts';
import { mathFunctions } from './math-functions.ts';
import type { NamespaceFunction, NamespaceFunctions } from './namespace-function.ts';
import { durationFunctions, latLngFunctions, timestampFunctions } from './time-functions.ts';

/** What stands behind each namespace but `firestore`, which needs the database. */
export const namespaceFunctions: Readonly<Record<Exclude<Namespace, 'firestore'>, ReadonlyMap<string, NamespaceFunction>>> = {
  duration: tableOf(durationFunctions),
  hashing: tableOf(hashingFunctions),
  latlng: tableOf(latLngFunctions),
  math: tableOf(mathFunctions),
  timestamp: tableOf(timestampFunctions),
};

function tableOf(functions: NamespaceFunctions): ReadonlyMap<string, NamespaceFunction> {
  return new Map(Object.entries(functions));
}
