import type { OtlpAttributes, OtlpBuckets, OtlpData, OtlpExponentialPoint, OtlpMetric, OtlpMetrics, OtlpNumberPoint, OtlpResource, OtlpScope, OtlpTemporality } from '@sora/core';
import { count, counts, double, elements, field, flag, int32, integer, type JsonCursor, malformed, nanoseconds, text } from './json-cursor.ts';
import { nodeBudget, type NodeBudget, otlpLimits } from './limits.ts';

/**
 * Reads an ExportMetricsServiceRequest from parsed JSON. Unknown fields are ignored; 64-bit integers may be numbers or strings.
 * @throws {SoraError} `malformed-body`, naming the path
 * @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function decodeOtlpJson(body: unknown): OtlpMetrics {
  const budget = nodeBudget();
  const at: JsonCursor = { value: body, step: 'body' };
  return { resources: nodes(at, 'resourceMetrics', budget).map((each) => resource(each, budget)) };
}

/** Elements that count against the limit on a request's parts. */
function nodes(at: JsonCursor, name: string, budget: NodeBudget): readonly JsonCursor[] {
  const list = elements(at, name);
  for (let spent = 0; spent < list.length; spent += 1) budget.spend();
  return list;
}

function resource(at: JsonCursor, budget: NodeBudget): OtlpResource {
  return { attributes: attributes(field(at, 'resource')), scopes: nodes(at, 'scopeMetrics', budget).map((each) => scope(each, budget)) };
}

function scope(at: JsonCursor, budget: NodeBudget): OtlpScope {
  return { attributes: attributes(field(at, 'scope')), metrics: nodes(at, 'metrics', budget).map((each) => metric(each, budget)) };
}

function metric(at: JsonCursor, budget: NodeBudget): OtlpMetric {
  return { name: text(field(at, 'name')), unit: text(field(at, 'unit')), data: metricData(at, budget) };
}

function metricData(at: JsonCursor, budget: NodeBudget): OtlpData {
  const gauge = field(at, 'gauge');
  if (gauge !== undefined) return { kind: 'gauge', points: nodes(gauge, 'dataPoints', budget).map(numberPoint) };
  const sum = field(at, 'sum');
  if (sum !== undefined) return { kind: 'sum', temporality: temporality(sum), monotonic: flag(field(sum, 'isMonotonic')), points: nodes(sum, 'dataPoints', budget).map(numberPoint) };
  const exponential = field(at, 'exponentialHistogram');
  if (exponential !== undefined) return { kind: 'exponential-histogram', temporality: temporality(exponential), points: nodes(exponential, 'dataPoints', budget).map(exponentialPoint) };
  for (const kind of ['histogram', 'summary'] as const) {
    const refused = field(at, kind);
    if (refused !== undefined) return { kind, pointCount: nodes(refused, 'dataPoints', budget).length };
  }
  return { kind: 'unknown', pointCount: 0 };
}

const temporalities: Readonly<Record<string, OtlpTemporality>> = {
  1: 'delta', AGGREGATION_TEMPORALITY_DELTA: 'delta', 2: 'cumulative', AGGREGATION_TEMPORALITY_CUMULATIVE: 'cumulative',
};

/** By number, as the OTLP specification wants it, or by name, as protobuf's own JSON form has it. */
function temporality(at: JsonCursor): OtlpTemporality {
  const named = field(at, 'aggregationTemporality');
  const key = String(named?.value);
  return Object.hasOwn(temporalities, key) ? temporalities[key] as OtlpTemporality : 'unspecified';
}

function numberPoint(at: JsonCursor): OtlpNumberPoint {
  const asInt = field(at, 'asInt');
  const asDouble = field(at, 'asDouble');
  const value = asInt !== undefined ? Number(integer(asInt)) : asDouble && double(asDouble);
  return { ...pointBasics(at), ...(value === undefined ? {} : { value }) };
}

function exponentialPoint(at: JsonCursor): OtlpExponentialPoint {
  return {
    ...pointBasics(at),
    count: count(field(at, 'count')),
    scale: int32(field(at, 'scale')),
    zeroCount: count(field(at, 'zeroCount')),
    positive: buckets(field(at, 'positive')),
    negative: buckets(field(at, 'negative')),
    ...optionalDouble(at, 'sum'),
    ...optionalDouble(at, 'min'),
    ...optionalDouble(at, 'max'),
  };
}

function optionalDouble(at: JsonCursor, name: 'sum' | 'min' | 'max'): { readonly sum?: number; readonly min?: number; readonly max?: number } {
  const found = field(at, name);
  return found === undefined ? {} : { [name]: double(found) };
}

function buckets(at: JsonCursor | undefined): OtlpBuckets {
  return at === undefined ? { offset: 0, counts: [] } : { offset: int32(field(at, 'offset')), counts: counts(at, 'bucketCounts') };
}

function pointBasics(at: JsonCursor): Pick<OtlpNumberPoint, 'attributes' | 'timeUnixNano' | 'noRecordedValue'> {
  return { attributes: attributes(at), timeUnixNano: nanoseconds(field(at, 'timeUnixNano')), noRecordedValue: (count(field(at, 'flags')) & 1) === 1 };
}

function attributes(at: JsonCursor | undefined): OtlpAttributes {
  const pairs = at === undefined ? [] : elements(at, 'attributes');
  if (at !== undefined && pairs.length > otlpLimits.attributes) malformed(at, `must have at most ${otlpLimits.attributes} attributes`);
  const found = new Map<string, string | number | boolean>();
  for (const pair of pairs) {
    const value = scalar(field(pair, 'value'));
    if (value !== undefined) found.set(text(field(pair, 'key')), value);
  }
  return found;
}

function scalar(at: JsonCursor | undefined): string | number | boolean | undefined {
  if (at === undefined) return undefined;
  const [string, int, real, bool] = [field(at, 'stringValue'), field(at, 'intValue'), field(at, 'doubleValue'), field(at, 'boolValue')];
  if (string !== undefined) return text(string);
  if (int !== undefined) return Number(integer(int));
  if (real !== undefined) return double(real);
  return bool === undefined ? undefined : flag(bool);
}
