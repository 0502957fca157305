import { type ParsedSample, parseSample, SoraError } from '@sora/core';

/** What is measured without saying for whom: the server adds the tenant, and the credential decides the source. */
const place = { tenant: '', source: 'server' } as const;

/**
 * A sample as the recorder takes it.
 * @throws {SoraError} `bad-request`, naming every wrong field
 */
export function checkedSample(sample: unknown): Pick<ParsedSample, 'value' | 'ageMs'> & { readonly series: ParsedSample['series'] & typeof place } {
  const outcome = parseSample(sample);
  if (outcome.kind === 'sample') return { series: { ...outcome.sample.series, ...place }, value: outcome.sample.value, ageMs: outcome.sample.ageMs };
  const { errors } = outcome;
  throw new SoraError('bad-request', { detail: errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; '), errors });
}
