/**
 * Limits that Firebase documents for a ruleset and for one request.
 * @see https://firebase.google.com/docs/firestore/security/rules-structure, "Security rule limits"
 * @see https://firebase.google.com/docs/storage/security/rules-conditions, for the two look-ups of Storage rules
 */
export const firebaseLimits = {
  sourceBytes: 256 * 1024,
  matchLevels: 10,
  pathSegments: 100,
  pathCaptures: 20,
  functionArguments: 7,
  letsPerFunction: 10,
  callDepth: 20,
  expressionsPerRequest: 1_000,
  accessesPerRequest: 10,
  accessesPerBatch: 20,
  accessesFromStorage: 2,
} as const;

/**
 * Limits of this parser, far above what a deployable file needs, so that any input ends in bounded time and stack.
 * A chain is `a.b.c` or `a + b + c`; `&&` and `||` chains have no limit, since they are one node.
 */
export const parserLimits = {
  expressionDepth: 250,
  expressionChain: 1_000,
  matchDepth: 100,
  /** The largest file that we saw has some hundred. Each is a row of the matrix, so this bounds the time of an analysis. */
  matches: 1_000,
  diagnostics: 200,
  sourceChars: 1024 * 1024,
} as const;
