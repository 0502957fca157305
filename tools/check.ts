import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommands } from './check/run-commands.ts';
import { runSteps } from './check/run-steps.ts';
import { steps } from './check/steps.ts';
import { repositoryRoot } from './lib/repository.ts';

// Two at a time: more only slows the type check, which the rest waits for.
const outcomes = await runSteps(steps, 2, async (step) => {
  const outcome = await runCommands(step);
  console.log(`${outcome.ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(16)} ${(outcome.durationMs / 1000).toFixed(1)} s`);
  return outcome;
});

const failed = outcomes.filter(({ ok }) => !ok);
for (const { name, output } of failed) console.error(`\n--- ${name} ---\n${output.trimEnd()}`);

const reports = join(repositoryRoot, 'node_modules', '.cache', 'sora');
mkdirSync(reports, { recursive: true });
writeFileSync(join(reports, 'check.json'), JSON.stringify({ passed: outcomes.length - failed.length, failed: failed.length }));
console.log(`\n${outcomes.length - failed.length} checks passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
