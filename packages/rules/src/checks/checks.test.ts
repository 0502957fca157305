import { describe, expect, test } from 'vitest';
import { parseRules } from '../language/parse-rules.ts';
import { analyse } from '../testing/analyse.ts';
import { rulesChecks } from './index.ts';

describe.each(Object.values(rulesChecks))('$name', ({ name, severity, bad, good }) => {
  test('finds its bad example, as gravely as it says, and says who, where and what to write [SEC-1]', () => {
    const found = analyse(bad).findings.filter((finding) => finding.check === name);
    expect(found.map((finding) => finding.severity)).toContain(severity);
    expect(found.every(({ sentence, fix, line }) => sentence.length > 20 && /line|rules_version/i.test(fix) && line > 0)).toBe(true);
  });

  test('finds nothing in its good example, and neither does another check', () => {
    expect(analyse(good).findings).toEqual([]);
  });

  test('both compile without a remark', () => {
    expect([bad, good].flatMap((source) => parseRules(source).diagnostics)).toEqual([]);
  });
});
