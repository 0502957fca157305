import { allChecks } from '@sora/rules';
import { describe, expect, test } from 'vitest';
import { brokenLinks } from './docs/broken-links.ts';
import { wrongPolicies, wrongRules } from './docs/check-rules.ts';
import { wrongSnippets } from './docs/check-snippets.ts';
import { anchorsOf, linksOf, namesNotYetOurs, scriptsOf, snippetsOf } from './docs/markdown.ts';
import { listFiles, readText } from './lib/repository.ts';

const files = new Set(listFiles());
const pages = [...files].filter((path) => path.endsWith('.md')).map((path) => ({ path, text: readText(path) }));
const { scripts } = JSON.parse(readText('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

describe('in every page of this repository', () => {
  test('there are pages', () => expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'])));

  test('links and images lead somewhere', () => {
    expect(pages.flatMap((page) => brokenLinks(page, files, readText))).toEqual([]);
  });

  test('TypeScript snippets compile against the packages', { timeout: 60_000 }, () => {
    const snippets = pages.flatMap(snippetsOf).filter(({ language }) => language === 'ts' || language === 'tsx');
    expect(wrongSnippets(snippets)).toEqual([]);
  });

  test('security rules compile without a remark, and policies are read', () => {
    const snippets = pages.flatMap(snippetsOf);
    expect([...wrongRules(snippets), ...wrongPolicies(snippets)]).toEqual([]);
  });

  test('the page of security rules lists every check', () => {
    const page = readText('docs/rules.md');
    expect(allChecks.filter(({ name, question }) => !page.includes(`| \`${name}\` | ${question} |`))).toEqual([]);
  });

  test('commands that a reader is told to run exist', () => {
    expect(pages.flatMap((page) => scriptsOf(page).filter((name) => scripts[name] === undefined).map((name) => `${page.path}: npm run ${name}`))).toEqual([]);
  });

  test('no page installs or runs us under a name that is not ours yet', () => {
    expect(pages.flatMap((page) => namesNotYetOurs(page).map((words) => `${page.path}: ${words}`))).toEqual([]);
  });
});

describe('the check finds what is planted', () => {
  test('links in prose, not in code', () => {
    expect(linksOf({ path: 'a.md', text: '[a](b.md#c) ![p](d.png "title") `[no](x.md)`\n```\n[no](y.md)\n```\n' })).toEqual(['b.md#c', 'd.png']);
  });

  test('a link to a missing file and to a missing heading', () => {
    const page = { path: 'docs/a.md', text: '[one](missing.md) [two](../b.md#nowhere) [three](../b.md#what-it-is) [four](https://example.org) [five](../docs/)' };
    expect(brokenLinks(page, new Set(['b.md', 'docs/a.md']), () => '# What it is\n')).toEqual([
      'docs/a.md links to missing.md, which does not exist',
      'docs/a.md links to ../b.md#nowhere, but that page has no such heading',
    ]);
  });

  test('anchors are made as GitHub makes them', () => {
    expect([...anchorsOf('# Who may come in?\n## `core` and the *rest*\n')]).toEqual(['who-may-come-in', 'core-and-the-rest']);
  });

  test('a snippet that does not compile, with its line in the page', { timeout: 60_000 }, () => {
    const page = { path: 'a.md', text: 'Words.\n\n```ts\nconst right: number = 1;\nconst wrong: string = right;\n```\n' };
    expect(wrongSnippets(snippetsOf(page))).toEqual(["a.md:5 Type 'number' is not assignable to type 'string'."]);
  });

  test('rules that do not compile, and a policy with a mistake', () => {
    const page = { path: 'a.md', text: '```rules\nservice cloud.firestore {\n  match /a/{b {}\n}\n```\n```json\n{ "acceptances": [{}] }\n```\n```json\n{ "other": 1 }\n```\n' };
    expect(wrongRules(snippetsOf(page))).toEqual([expect.stringMatching(/^a\.md:3 /)]);
    expect(wrongPolicies(snippetsOf(page))).toEqual(expect.arrayContaining([expect.stringMatching(/^a\.md:7 acceptances\[0\] gives no "reason"/)]));
  });

  test('scripts by name, but not a pattern of names', () => {
    expect(scriptsOf({ path: 'a.md', text: 'npm run check, `npm run -s sora -- doctor`, npm run bench:metrics, npm run prove:<area>' })).toEqual(['check', 'sora', 'bench:metrics']);
  });

  test('a registry name that is not ours', () => {
    expect(namesNotYetOurs({ path: 'a.md', text: `${'npx'} sora serve; ${'npm'} i @sora/node` })).toHaveLength(2);
  });
});
