import { describe, expect, test } from 'vitest';
import { listFiles, readText, repositoryRoot } from './lib/repository.ts';
import { splitSource } from './tidy/code-and-comments.ts';
import { dependenciesHaveReasons, reasonsAreNeeded, versionsAreExact } from './tidy/dependencies.ts';
import { wordFinding, type Finding, type Rule } from './tidy/finding.ts';
import { codeIsTidy } from './tidy/forbidden-code.ts';
import { countLines, filesAreShort, functionsAreShort, limits } from './tidy/length.ts';
import { migrationsSayWhy } from './tidy/migrations.ts';
import { namesAreKebabCase } from './tidy/names.ts';
import { pathsOfThisMachine, placesAreAnyones } from './tidy/places.ts';

const isText = /\.(ts|tsx|mjs|js|json|md|sql|css|html|yml|yaml|svg|txt)$|(^|\/)(\.[a-z]+|LICENSE|run)$/;
const files = listFiles().filter((path) => isText.test(path)).map((path) => ({ path, text: readText(path) }));
const manifests = files.filter(({ path }) => path.endsWith('package.json'));
const reasons = { path: 'docs/dependencies.md', text: readText('docs/dependencies.md') };

/** Sentences of what a rule finds in a planted text. */
function found(rule: Rule, path: string, text: string): readonly string[] {
  return rule({ path, text }).map(wordFinding);
}

function expectNone(findings: readonly Finding[]): void {
  expect(findings.map(wordFinding)).toEqual([]);
}

describe('in this repository', () => {
  test('the texts are found at all', () => {
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', 'tools/tidy.test.ts', '.gitignore', 'LICENSE', '.ci/run']));
  });
  test('no code uses a forbidden name or call, and nothing is left for later', () => expectNone(files.flatMap(codeIsTidy)));
  test('no file is longer than 400 lines', () => {
    const long = files.filter(({ path, text }) => /\.tsx?$/.test(path) && countLines(text) > limits.fileToLookAt);
    if (long.length > 0) console.warn(`Look for a second idea in: ${long.map(({ path }) => path).join(', ')}`);
    expectNone(files.flatMap(filesAreShort));
  });
  test('no function is longer than 40 lines', () => expectNone(files.flatMap(functionsAreShort)));
  test('files and folders are kebab-case', () => expectNone(listFiles().flatMap((path) => namesAreKebabCase({ path, text: '' }))));
  test('every migration says why it exists, what it locks and how to go back', () => expectNone(files.flatMap(migrationsSayWhy)));
  test('every version of a dependency is exact', () => expectNone(manifests.flatMap(versionsAreExact)));
  test('every dependency has its reason, and every reason its dependency', () => {
    expectNone([...manifests.flatMap((manifest) => dependenciesHaveReasons(manifest, reasons.text)), ...reasonsAreNeeded(manifests, reasons)]);
  });
  test('no text names a place of one machine', () => expectNone(files.flatMap(placesAreAnyones(pathsOfThisMachine(repositoryRoot)))));
});

describe('a rule finds what is planted', () => {
  test('a clock, chance and a timer in core, and nowhere a print', () => {
    expect(found(codeIsTidy, 'packages/core/src/a.ts', 'const now = Date.now();\nconst r = Math.random();\nsetTimeout(f, 1);\nnew Date();\nconsole.log(1);')).toHaveLength(5);
    expect(found(codeIsTidy, 'packages/server/src/a.ts', 'const now = Date.now();\nconsole.error(now);')).toEqual(['packages/server/src/a.ts:2 console.error: write to the logger; only the command, tools, benchmarks, campaigns and examples print']);
    expect(found(codeIsTidy, 'apps/cli/src/a.ts', 'console.log(1);')).toEqual([]);
  });

  test('a test that does not run', () => {
    expect(found(codeIsTidy, 'tools/a.test.ts', `test.${'skip'}('x', f);\ndescribe.${'only'}('y', f);\ntest('z', f);`)).toHaveLength(2);
  });

  test('what is left for later, and an escape from a check', () => {
    expect(found(codeIsTidy, 'tools/a.ts', `f(); // ${'TO'}DO later\n/** ${'FIX'}ME */\n// @ts-${'ignore'}\ng();`)).toHaveLength(3);
  });

  test('but not the same words in a string, a template or a sentence about them', () => {
    expect(found(codeIsTidy, 'packages/core/src/a.ts', "// Date.now is forbidden here\nconst a = 'Date.now()' + `Math.random ${b} setTimeout` + /Date.now/.source;")).toEqual([]);
  });

  test('code and comments are told apart without moving a line', () => {
    expect(splitSource({ path: 'a.ts', text: "/** says */\nrun('x'); // beside" })).toEqual({ code: '           \nrun(   );          ', comments: '/** says */\n          // beside' });
  });

  test('a file of 401 lines', () => {
    expect(found(filesAreShort, 'a.ts', 'f();\n'.repeat(401))).toHaveLength(1);
    expect(found(filesAreShort, 'a.ts', 'f();\n'.repeat(400))).toEqual([]);
  });

  test('a function of 41 lines; one that only holds small ones is not long', () => {
    const body = (lines: number) => `{\n${'f();\n'.repeat(lines)}}`;
    expect(found(functionsAreShort, 'a.ts', `function long() ${body(39)}`)).toEqual(['a.ts:1 41 lines of its own: a function of more than 40 does several things; name them']);
    expect(found(functionsAreShort, 'a.ts', `function factory() { return {\n${`small() ${body(20)},\n`.repeat(5)}}; }`)).toEqual([]);
  });

  test('a name that is not in kebab-case', () => {
    expect(found(namesAreKebabCase, 'packages/core/src/MetricStore.ts', '')).toHaveLength(1);
    expect(found(namesAreKebabCase, 'packages/core/metric_store/a.ts', '')).toHaveLength(1);
    expect(found(namesAreKebabCase, 'packages/server/migrations/0001_spine.sql', '')).toEqual([]);
  });

  test('a migration without its header', () => {
    expect(found(migrationsSayWhy, 'packages/server/migrations/0003_money.sql', '-- 0003 money: accounts.\n-- Why:      audit\n-- Locks:    none\nalter table x;')).toEqual(['packages/server/migrations/0003_money.sql:1 a migration says "-- Rollback: …" in its header']);
    expect(found(migrationsSayWhy, 'packages/server/migrations/0003_money.sql', 'alter table x;')).toHaveLength(4);
    expect(found(migrationsSayWhy, 'packages/server/migrations/fix.sql', '')).toHaveLength(1);
  });

  test('a version range, a dependency without a reason, a reason without a dependency', () => {
    const manifest = { path: 'package.json', text: '{"dependencies":{"pg":"^8.0.0","zod":"4.6.7"}}' };
    expect(versionsAreExact(manifest).map(wordFinding)).toEqual(['package.json:1 pg "^8.0.0": write one exact version']);
    expect(dependenciesHaveReasons(manifest, 'we use `zod`')).toHaveLength(1);
    expect(reasonsAreNeeded([manifest], { path: 'd.md', text: '| `pg`, `left-pad` | reason |\n' }).map(wordFinding)).toEqual(['d.md:1 left-pad is justified but nobody depends on it']);
  });

  test('a path or a host of one machine', () => {
    const rule = placesAreAnyones(['/srv/build/checkout']);
    expect(found(rule, 'a.md', `see /${'home'}/ann/x and /srv/build/checkout/y`)).toHaveLength(2);
    expect(found(rule, 'package-lock.json', `"resolved": "${'http'}s://registry.${'example'}.org/x.tgz"`)).toHaveLength(2);
    expect(found(rule, 'a.md', 'in /var/lib/sora, or ~/tmp/x, or https://example.org/home/page')).toEqual([]);
    expect(pathsOfThisMachine('/app').includes('/app')).toBe(false);
  });
});
