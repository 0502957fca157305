// npm run prove:rules [-- --seed N]: the full length of what `npm test` runs a slice of. Needs nothing that runs already; takes minutes.
import { parseArgs } from 'node:util';
import { checkLine, createChecks } from '../checks.ts';
import { prefixed, writeEvidence } from '../evidence.ts';
import { analysedCorpus } from './analysed-corpus.ts';
import { compareTools } from './compare-tools.ts';
import { proveLanguage } from './prove-language.ts';
import { proveMutants } from './prove-mutants.ts';
import { proveRewritings } from './prove-rewritings.ts';
import { proveScores } from './prove-scores.ts';
import { proveVerdicts, sharesOf } from './prove-verdicts.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '20261130' } } });
const seed = Number(values.seed);
const startedAtMs = Date.now();
const checks = createChecks((check) => console.log(checkLine(check)));

console.log('The language: recorded expectations, and 4,000 broken files beside the official grammar');
const language = proveLanguage(checks, { seed, broken: 4_000 });
console.log('What the matrix of each real file claims: every witness run, 300 random requests for each denial');
const files = analysedCorpus();
const verdicts = proveVerdicts(checks, files, { seed, requestsPerDenial: 300 });
const shares = sharesOf(files);
for (const name of ['anonymous', 'stranger', 'other-owner']) checks.holds(`at most 5 % of the cells of ${name} are undecided`, (shares[name]?.undecided ?? 100) <= 5, shares[name]);
console.log('The same files written otherwise');
const rewritten = proveRewritings(checks, files);
console.log('The same files with one place loosened');
const mutants = proveMutants(checks, files, { seed, tries: 1_000, mutantsPerFile: 12 });
console.log('Scores, and what another tool sees');
proveScores(checks);
const seen = compareTools(files, { seed, tries: 100 });
console.table(seen);
console.table(shares);

const failed = checks.all.filter(({ ok }) => !ok).length;
const file = await writeEvidence('rules', {
  command: `npm run prove:rules -- --seed ${seed}`,
  seed,
  durationMs: Date.now() - startedAtMs,
  counts: {
    checks: checks.all.length, failed, ...prefixed('language', language), ...prefixed('matrix', verdicts), rewritten, ...prefixed('mutants', mutants),
    ...Object.fromEntries(Object.entries(shares).flatMap(([name, { undecided, conditional }]) => [[`undecidedPercent ${name}`, undecided], [`conditionalPercent ${name}`, conditional]])),
    ...Object.fromEntries(seen.flatMap(({ what, files: of, sora, eslint }) => [[`${what}: files`, of], [`${what}: seen by SORA`, sora], [`${what}: seen by the ESLint plugin`, eslint]])),
  },
  notTried: [],
  checks: checks.all,
});
console.log(`\n${checks.all.length - failed} of ${checks.all.length} hold. Written: ${file}`);
process.exitCode = failed === 0 ? 0 : 1;
