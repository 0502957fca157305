import { parseRules, readPolicy } from '@sora/rules';
import type { Snippet } from './markdown.ts';

/** Security rules in pages have to compile without a remark. Sentences with page and line. */
export function wrongRules(snippets: readonly Snippet[]): readonly string[] {
  return snippets.filter(({ language }) => language === 'rules').flatMap(({ path, line, text }) => (
    parseRules(text).diagnostics.map(({ range, sentence }) => `${path}:${line + range.start.line - 1} ${sentence}`)
  ));
}

/** Policies of rules in pages, known by their fields, have to be read. Sentences with page and line. */
export function wrongPolicies(snippets: readonly Snippet[]): readonly string[] {
  return snippets.filter(({ language, text }) => language === 'json' && /"(intents|acceptances)":/.test(text)).flatMap(({ path, line, text }) => {
    const reading = readPolicy(text);
    return reading.kind === 'read' ? [] : reading.mistakes.map((mistake) => `${path}:${line} ${mistake}`);
  });
}
