import { analyseRules, parseRules, type ProofSettings, re2jsEngine, readPolicy, type RulesPolicy, type RulesReport, type Ruleset } from '@sora/rules';
import { CommandError } from '../../command.ts';
import { readText } from './read-file.ts';
import { working } from './working.ts';

/** Time and regular expressions as they are here. */
export function proofSettings(): ProofSettings {
  return { nowNanos: BigInt(Date.now()) * 1_000_000n, regex: re2jsEngine() };
}

/** The one file that a command is about. @throws {CommandError} */
export function onlyFile(positionals: readonly string[]): string {
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new CommandError('Name one rules file, such as firestore.rules.');
  return path;
}

export interface Proven {
  readonly ruleset: Ruleset;
  readonly policy: RulesPolicy;
  readonly report: RulesReport;
}

/** Everything about a file. @throws {CommandError} when one of the two files cannot be read, or is not what it should be */
export async function prove(path: string, intents: string | undefined): Promise<Proven> {
  const [source, policy] = await Promise.all([readText(path), readIntents(intents)]);
  const { ruleset } = parseRules(source);
  return { ruleset, policy, report: working(`Proving ${path}`, () => analyseRules(source, { settings: proofSettings(), ...policy })) };
}

/** @throws {CommandError} when the file cannot be read or does not compile */
export async function readCompiling(path: string): Promise<Ruleset> {
  const { ruleset } = parseRules(await readText(path));
  if (!ruleset.compiles) throw new CommandError(`${path} does not compile, so it allows nothing. See: npm run -s sora -- rules check ${path}`);
  return ruleset;
}

async function readIntents(path: string | undefined): Promise<RulesPolicy> {
  if (path === undefined) return { intents: [], acceptances: [] };
  const reading = readPolicy(await readText(path));
  if (reading.kind === 'read') return reading.policy;
  throw new CommandError([`${path} is not an intents file:`, ...reading.mistakes.map((mistake) => `  ${mistake}`)].join('\n'));
}
