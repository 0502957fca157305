import { RE2JS } from 're2js';
import type { RegexEngine } from './regex-engine.ts';

/** Patterns kept compiled; a ruleset has a handful. */
const maxKept = 200;

/** RE2 in JavaScript, linear in the length of the text. Each pattern is compiled once. */
export function re2jsEngine(): RegexEngine {
  const kept = new Map<string, RE2JS | undefined>();
  function compiled(pattern: string): RE2JS | undefined {
    if (kept.has(pattern)) return kept.get(pattern);
    if (kept.size >= maxKept) kept.clear();
    const engine = compile(pattern);
    kept.set(pattern, engine);
    return engine;
  }
  return {
    matches: (pattern, text) => compiled(pattern)?.testExact(text),
    replaceAll: (pattern, text, replacement) => compiled(pattern)?.matcher(text).replaceAll(() => replacement),
    split: (pattern, text) => compiled(pattern)?.split(text),
  };
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
