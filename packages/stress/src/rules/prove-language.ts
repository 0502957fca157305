import { evaluateRequest, factsOfDocuments, parseRules } from '@sora/rules';
import { type Agreement, agreementOf, brokenText, corpusCases, corpusFiles, randomOf } from '@sora/rules/testing';
import type { Checks } from '../checks.ts';

export interface LanguageCounts {
  readonly expectations: number;
  readonly files: number;
  readonly brokenFiles: number;
  /** Of the broken ones, how many the official grammar still takes. */
  readonly brokenAndTaken: number;
  readonly sameLine: number;
  /** See `Agreement`. */
  readonly laterCharacter: number;
  readonly openString: number;
}

/** Broken files are made of those that the official parser reads in a fraction of a second. */
const largestChars = 1_500;

/** Recorded expectations of the official emulator, and our verdict on files beside the official grammar's own. */
export function proveLanguage(checks: Checks, { seed, broken }: { readonly seed: number; readonly broken: number }): LanguageCounts {
  const cases = corpusCases();
  const wrong = cases.filter(({ source, request, documents, expect }) => evaluateRequest(parseRules(source).ruleset, request, factsOfDocuments(documents)).allowed !== (expect === 'allow'));
  checks.equal('every recorded expectation of the official emulator holds', { held: cases.length - wrong.length, of: cases.length, wrong: wrong.map(({ id }) => id) }, { held: 201, of: 201, wrong: [] });

  const files = corpusFiles();
  checks.equal('every real file gets the verdict and first error line of the official grammar', differing(files.map(({ source }) => source)), []);

  const random = randomOf(seed);
  const small = files.filter(({ source }) => source.length < largestChars);
  const sources = Array.from({ length: broken }, (_, at) => brokenText(small[at % small.length]?.source ?? '', random));
  const agreements = sources.map(agreementOf);
  const count = (agreement: Agreement) => agreements.filter((each) => each === agreement).length;
  checks.equal('so does every broken file: other verdicts', count('another-verdict'), 0);
  checks.equal('so does every broken file: other lines', count('another-line'), 0);
  const brokenAndTaken = sources.filter((source) => parseRules(source).diagnostics.every(({ stage }) => stage !== 'syntax')).length;
  return { expectations: cases.length, files: files.length, brokenFiles: broken, brokenAndTaken, sameLine: count('same'), laterCharacter: count('same-but-later-character'), openString: count('same-but-open-string') };
}

function differing(sources: readonly string[]): readonly string[] {
  return sources.filter((source) => !agreementOf(source).startsWith('same')).map((source) => source.slice(0, 200));
}
