/**
 * Methods and functions that engines of phones in use do not have, with why. Hermes of React Native 0.76 and its own list of features were
 * asked, and its program of 2022; what one of them lacks, nothing that ships may call.
 * @see https://github.com/facebook/hermes/blob/main/doc/Features.md
 */
const missing: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\.(toSorted|toReversed|toSpliced|with)\(/g, 'copy, then sort, reverse or set'],
  [/\.at\(/g, 'an index'],
  [/\bObject\.groupBy\b|\bMap\.groupBy\b/g, 'a loop'],
  [/\bArray\.fromAsync\b/g, 'a loop'],
  [/\bPromise\.(any|withResolvers|try)\b/g, 'new Promise'],
  [/\.(isWellFormed|toWellFormed)\(/g, 'a regular expression'],
  [/\bIntl\b|\.toLocale(?:Date|Time)?String\(|\.localeCompare\(/g, 'nothing: texts come from the app'],
  [/\bstructuredClone\b|\bqueueMicrotask\b/g, 'JSON, or a promise'],
  [/\bnew (?:WeakRef|FinalizationRegistry)\b/g, 'a Map'],
  [/\.(union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(/g, 'a loop'],
  [/\bimport\.meta\b|\bimport\(/g, 'a static import'],
];

/** Each call of something that a phone may not have, with the code around it. @param code a bundle, not minified */
export function missingBuiltins(code: string): readonly string[] {
  return missing.flatMap(([pattern, instead]) => [...code.matchAll(pattern)].map(({ index }) => `${code.slice(Math.max(0, index - 60), index + 40).replaceAll(/\s+/g, ' ')} … use ${instead}`));
}
