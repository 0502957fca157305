import plugin from '@firebase/eslint-plugin-security-rules';
import { Linter } from 'eslint';
import { type Cell, evaluateRequest, type Operation, type PrincipalName, principalNamed } from '@sora/rules';
import { corpusFiles, randomOf, randomWorlds } from '@sora/rules/testing';
import type { AnalysedFile } from './analysed-corpus.ts';

/** In how many files a thing is so, and in how many of those each tool says so. */
export interface Seen {
  readonly what: string;
  /** The evaluator allows such a request: one that SORA shows, or a random one. */
  readonly files: number;
  readonly sora: number;
  readonly eslint: number;
}

interface Hole {
  readonly what: string;
  readonly by: PrincipalName;
  readonly operations: readonly Operation[];
  /** Of the plugin; it has none for the other holes. */
  readonly rule?: string;
}

const reading: readonly Operation[] = ['get', 'list'];
const writing: readonly Operation[] = ['create', 'update', 'delete'];

const holes: readonly Hole[] = [
  { what: 'anyone can write', by: 'anonymous', operations: writing, rule: 'no-open-writes' },
  { what: 'anyone can read', by: 'anonymous', operations: reading, rule: 'no-open-reads' },
  { what: 'anyone who registers can write what is not theirs', by: 'self-registered', operations: writing },
  { what: 'anyone who registers can read what is not theirs', by: 'self-registered', operations: reading },
];

/** The plugin's types were written for ESLint 9. */
const recommended = plugin.configs['flat/recommended'] as unknown as Linter.Config;

/** SORA and the recommended rules of Firebase's ESLint plugin on the same files. */
export function compareTools(files: readonly AnalysedFile[], { seed, tries }: { readonly seed: number; readonly tries: number }): readonly Seen[] {
  const random = randomOf(seed);
  const rows = holes.map((hole): Seen => {
    const shown = new Set(files.filter((file) => isShown(file, hole)).map(({ file }) => file));
    const there = files.filter((file) => shown.has(file.file) || isThere(file, hole, { random, tries }));
    return { what: hole.what, files: there.length, sora: shown.size, eslint: there.filter(({ source }) => hole.rule !== undefined && eslintReports(source).has(hole.rule)).length };
  });
  const broken = corpusFiles().filter(({ errorLine }) => errorLine !== undefined);
  return [...rows, { what: 'the file does not parse', files: broken.length, sora: broken.length, eslint: broken.filter(({ source }) => eslintReports(source).has('')).length }];
}

/** With a request that was run, whether it needs facts about the data or not. */
function isShown({ matrix }: AnalysedFile, { by, operations }: Hole): boolean {
  const shows = ({ principal, operation, verdict }: Cell) => principal === by && operations.includes(operation) && (verdict.kind === 'allow' || verdict.kind === 'conditional');
  return matrix.some(shows);
}

function isThere({ prover: { ruleset, targets } }: AnalysedFile, { by, operations }: Hole, { random, tries }: { readonly random: () => number; readonly tries: number }): boolean {
  const make = randomWorlds(ruleset, random);
  const principal = principalNamed(by);
  return targets.some((target) => operations.some((operation) => Array.from({ length: tries }).some(() => {
    const { request, facts } = make({ target, operation, principal });
    return evaluateRequest(ruleset, request, facts).allowed;
  })));
}

/** The rules that have something to say; '' is a syntax error. */
function eslintReports(source: string): ReadonlySet<string> {
  // The plugin's rule on writes looks only at files of this very name, so that every file gets it.
  const messages = new Linter({ configType: 'flat' }).verify(source, [recommended], { filename: 'firestore.rules' });
  return new Set(messages.map(({ ruleId }) => ruleId?.split('/').at(-1) ?? ''));
}
