import { expect, test } from 'vitest';
import { runCommands } from './check/run-commands.ts';
import { runSteps, type StepOutcome } from './check/run-steps.ts';
import { steps, type Step } from './check/steps.ts';

const step = (name: string, after?: string): Step => ({ name, commands: [], ...(after === undefined ? {} : { after }) });
const outcome = (name: string, ok = true): StepOutcome => ({ name, ok, durationMs: 1, output: '' });

test('outcomes come in the order of the steps, and never more than the width run at once', async () => {
  let running = 0;
  let most = 0;
  const results = await runSteps([step('d', 'b'), step('a'), step('b'), step('c')], 2, async ({ name }) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return outcome(name);
  });
  expect(results.map(({ name }) => name)).toEqual(['d', 'a', 'b', 'c']);
  expect(most).toBe(2);
});

test('a step runs after the one it reads from, and not at all when that failed', async () => {
  const ran: string[] = [];
  const results = await runSteps([step('package', 'types'), step('types'), step('lint')], 2, async ({ name }) => {
    ran.push(name);
    return outcome(name, name !== 'types');
  });
  expect(ran).toEqual(['types', 'lint']);
  expect(results[0]).toEqual({ name: 'package', ok: false, durationMs: 0, output: 'not run, because types failed\n' });
});

test('the first command that fails ends its step, with all that was printed', async () => {
  const result = await runCommands({ name: 'x', commands: [['node', '-e', 'console.log(1)'], ['node', '-e', 'console.error(2); process.exit(3)'], ['node', '-e', 'console.log(4)']] });
  expect(result).toMatchObject({ name: 'x', ok: false, output: '1\n2\n' });
});

test('a program that does not exist fails its step', async () => {
  expect(await runCommands({ name: 'x', commands: [['no-such-program-of-ours']] })).toMatchObject({ ok: false });
});

test('every step comes after one that exists', () => {
  const names = new Set(steps.map(({ name }) => name));
  expect(steps.filter(({ after }) => after !== undefined && !names.has(after))).toEqual([]);
});
