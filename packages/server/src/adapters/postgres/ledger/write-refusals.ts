import type { RecordedRefusal } from '@sora/core';
import { plainArray, textArray } from './array-literal.ts';

export const writeRefusalsSql = `
  insert into refusal (tenant, payer, key, fingerprint, code, detail, operation, at)
  select $1, payer, key, decode(fingerprint, 'hex'), code, detail, operation, to_timestamp(at_ms / 1000)
  from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::float8[]) as r (payer, key, fingerprint, code, detail, operation, at_ms)`;

export function writeRefusalsQueries(tenant: string, refusals: readonly RecordedRefusal[]) {
  if (refusals.length === 0) return [];
  const text = (value: (refusal: RecordedRefusal) => string) => textArray(refusals.map(value));
  return [{
    name: 'ledger_write_refusals',
    text: writeRefusalsSql,
    values: [
      tenant, text(({ payer }) => payer), text(({ key }) => key), text(({ fingerprint }) => fingerprint), text(({ code }) => code), text(({ detail }) => detail),
      plainArray(refusals.map(({ operation }) => operation)), plainArray(refusals.map(({ atMs }) => atMs)),
    ],
  }];
}
