import { isTypeScript, splitSource } from './code-and-comments.ts';
import { findAll, type Rule } from './finding.ts';

/** A name or call that has no place in some files. */
interface Forbidden {
  readonly pattern: RegExp;
  readonly where: RegExp;
  readonly except?: RegExp;
  readonly instead: string;
}

const everywhere = /./;
const tests = /\.test\.tsx?$/;
const core = /^packages\/core\/src\//;

const forbiddenCode: readonly Forbidden[] = [
  { pattern: /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/, where: core, instead: 'core has no clock of its own; take a Clock' },
  { pattern: /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/, where: core, instead: 'core has no chance of its own; take a Random' },
  { pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b/, where: core, instead: 'core has no timers; decide, and let a worker wait' },
  { pattern: /\bconsole\.\w+/, where: /^(packages|apps)\//, except: /^apps\/cli\/|\/testing\/|^packages\/stress\/.*\/prove-[^/]+$/, instead: 'write to the logger; only the command, tools, benchmarks, campaigns and examples print' },
  { pattern: /\b(test|it|describe|suite)(\.\w+)*\.(only|skip|skipIf|runIf|todo|fails)\b/, where: tests, instead: 'a test runs, always, or does not exist' },
];

const forbiddenComments: readonly Forbidden[] = [
  { pattern: /\b(TODO|FIXME|HACK|XXX)\b/, where: everywhere, instead: 'do it now, or open an issue' },
  { pattern: /@ts-(ignore|nocheck|expect-error)\b|(eslint|oxlint)-disable\S*/, where: everywhere, except: /\.test\.ts$/, instead: 'mend the cause' },
  { pattern: /@ts-(ignore|nocheck)\b/, where: tests, instead: 'say what is wrong with @ts-expect-error, or mend the cause' },
];

export const codeIsTidy: Rule = (file) => {
  if (!isTypeScript(file.path)) return [];
  const { code, comments } = splitSource(file);
  const applies = (rule: Forbidden) => rule.where.test(file.path) && rule.except?.test(file.path) !== true;
  return [
    ...forbiddenCode.filter(applies).flatMap((rule) => findAll({ path: file.path, text: code }, rule.pattern, rule.instead)),
    ...forbiddenComments.filter(applies).flatMap((rule) => findAll({ path: file.path, text: comments }, rule.pattern, rule.instead)),
  ];
};
