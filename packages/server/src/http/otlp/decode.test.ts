import { isProblem, type OtlpMetrics } from '@sora/core';
import { BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeOtlpJson } from './decode-json.ts';
import { decodeOtlpProtobuf } from './decode-protobuf.ts';
import { encodeOtlpResponse } from './encode-response.ts';
import { otlpLimits } from './limits.ts';
import { readOtlpBody } from './otlp-body.ts';

const gaugeOf = (dataPoints: readonly unknown[]) => ({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', unit: 's', gauge: { dataPoints } }] }] }] });
const pointsOf = (request: OtlpMetrics) => request.resources.flatMap(({ scopes }) => scopes).flatMap(({ metrics }) => metrics).flatMap(({ data }) => ('points' in data ? data.points : []));

function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isProblem(error, 'malformed-body')) return error.detail ?? '';
    throw error;
  }
  return 'nothing was refused';
}

describe('JSON', () => {
  test('numbers and strings, nulls and unknown fields are all read as protobuf means them', () => {
    const request = decodeOtlpJson(gaugeOf([
      { asInt: '7', timeUnixNano: '1700000000000000001', attributes: [{ key: 'a', value: { intValue: '5' } }, { key: 'b', value: { boolValue: true } }, { key: 'list', value: { arrayValue: { values: [] } } }], exemplars: [{}], future: 1 },
      { asDouble: '2.5', timeUnixNano: 1_700_000_000_000, flags: 1 },
      { asDouble: 'NaN' },
      { asDouble: null },
    ]));
    expect(pointsOf(request)).toEqual([
      { value: 7, timeUnixNano: 1_700_000_000_000_000_001n, noRecordedValue: false, attributes: new Map<string, unknown>([['a', 5], ['b', true]]) },
      { value: 2.5, timeUnixNano: 1_700_000_000_000n, noRecordedValue: true, attributes: new Map() },
      { value: Number.NaN, timeUnixNano: 0n, noRecordedValue: false, attributes: new Map() },
      { timeUnixNano: 0n, noRecordedValue: false, attributes: new Map() },
    ]);
  });

  test.each([[1, 'delta'], ['AGGREGATION_TEMPORALITY_DELTA', 'delta'], [2, 'cumulative'], ['AGGREGATION_TEMPORALITY_CUMULATIVE', 'cumulative'], [undefined, 'unspecified'], [9, 'unspecified'], ['toString', 'unspecified']])('temporality %s is %s', (aggregationTemporality, temporality) => {
    const request = decodeOtlpJson({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', sum: { aggregationTemporality, dataPoints: [] } }] }] }] });
    expect(request.resources[0]?.scopes[0]?.metrics[0]?.data).toMatchObject({ kind: 'sum', temporality });
  });

  const exponential = (point: object) => ({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', exponentialHistogram: { dataPoints: [point] } }] }] }] });
  const at = 'resourceMetrics[0].scopeMetrics[0].metrics[0]';
  test.each<[unknown, string]>([
    [undefined, 'body must be an object'],
    [[], 'body must be an object'],
    [{ resourceMetrics: {} }, 'resourceMetrics must be an array'],
    [{ resourceMetrics: [7] }, 'resourceMetrics[0] must be an object'],
    [gaugeOf([{ asDouble: 'seven' }]), `${at}.gauge.dataPoints[0].asDouble must be a number`],
    [gaugeOf([{ asInt: 1.5 }]), `${at}.gauge.dataPoints[0].asInt must be a whole number`],
    [gaugeOf([{ timeUnixNano: '-1' }]), `${at}.gauge.dataPoints[0].timeUnixNano must not be negative`],
    [gaugeOf([{ attributes: [{ key: 1, value: { stringValue: '' } }] }]), `${at}.gauge.dataPoints[0].attributes[0].key must be a string`],
    [gaugeOf([{ attributes: Array.from({ length: 129 }, () => ({})) }]), 'must have at most 128 attributes'],
    [exponential({ count: '9007199254740993' }), 'count must be between 0 and 2^53 - 1'],
    [exponential({ scale: 2 ** 40 }), 'scale must fit in 32 bits'],
    [exponential({ positive: { bucketCounts: Array.from({ length: 2049 }, () => 0) } }), 'bucketCounts must have at most 2048 elements'],
    [exponential({ positive: { bucketCounts: ['1', -1] } }), 'positive.bucketCounts[1] must be between 0'],
    [{ resourceMetrics: Array.from({ length: otlpLimits.nodes + 1 }, () => ({})) }, 'more than 20000 resources, scopes, metrics and data points'],
  ])('a wrong field is named by its path', (body, said) => {
    expect(refusalOf(() => decodeOtlpJson(body))).toContain(said);
  });

  test('any JSON is read or refused as malformed, never anything else [OBS-9]', () => {
    const names = fc.constantFrom('resourceMetrics', 'resource', 'scopeMetrics', 'scope', 'metrics', 'name', 'unit', 'gauge', 'sum', 'exponentialHistogram', 'histogram', 'dataPoints', 'attributes', 'key', 'value', 'asInt', 'asDouble', 'positive', 'bucketCounts', 'scale', 'count', '__proto__');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'medium', maxDepth: 12 }, fc.constantFrom<unknown>(null, 0, 1, -1, 1e300, '1', 'x', true, []), fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(names, tie('tree'), { maxKeys: 4 })),
    }));
    fc.assert(fc.property(tree, (body) => { refusalOf(() => decodeOtlpJson(body)); }), { seed: 19, numRuns: 2000 });
  });
});

describe('protobuf', () => {
  /** A request of one metric with this data, each field wrapped in its parent. */
  function metricBytes(field: number, data: Uint8Array): Uint8Array {
    const wrap = (number: number, bytes: Uint8Array) => new BinaryWriter().tag(number, 2).bytes(bytes).finish();
    return wrap(1, wrap(2, wrap(2, wrap(field, data))));
  }

  test('an empty body is a request without metrics', () => {
    expect(decodeOtlpProtobuf(new Uint8Array())).toEqual({ resources: [] });
    expect(readOtlpBody('application/x-protobuf', undefined).request).toEqual({ resources: [] });
  });

  test('unknown fields, groups and known fields of another wire type are skipped', () => {
    const unknown = new BinaryWriter().tag(99, 2).string('new').tag(98, 3).tag(1, 0).uint32(1).tag(98, 4).tag(1, 0).uint32(5).finish();
    const bytes = new Uint8Array([...unknown, ...metricBytes(5, new BinaryWriter().tag(1, 2).fork().tag(4, 1).double(2.5).tag(97, 5).fixed32(1).join().finish())]);
    expect(pointsOf(decodeOtlpProtobuf(bytes))).toEqual([{ value: 2.5, timeUnixNano: 0n, noRecordedValue: false, attributes: new Map() }]);
  });

  test('bucket counts are read packed and one by one', () => {
    const buckets = new BinaryWriter().tag(8, 2).fork().tag(1, 0).sint32(-3).tag(2, 2).fork().uint64(1).uint64(2).join().tag(2, 0).uint64(3).join().finish();
    expect(pointsOf(decodeOtlpProtobuf(metricBytes(10, new BinaryWriter().tag(1, 2).bytes(buckets).finish())))).toMatchObject([{ positive: { offset: -3, counts: [1, 2, 3] } }]);
  });

  test.each<[string, Uint8Array, string]>([
    ['bytes that are no protobuf', new Uint8Array([7, 7, 7]), 'not an OTLP metrics request'],
    ['a length beyond the end', new Uint8Array([10, 100, 1]), 'premature end'],
    ['a nested message longer than its parent', new Uint8Array([10, 2, 10, 4, 10, 0, 10, 0]), 'longer than its length'],
    ['more buckets than allowed', metricBytes(10, new BinaryWriter().tag(1, 2).fork().tag(8, 2).fork().tag(2, 2).bytes(new Uint8Array(2049)).join().join().finish()), 'more than 2048 buckets'],
    ['more attributes than allowed', new BinaryWriter().tag(1, 2).fork().tag(1, 2).bytes(new Uint8Array(Array.from({ length: 129 }, () => [10, 0]).flat())).join().finish(), 'more than 128 attributes'],
    ['a count beyond 2^53', metricBytes(10, new BinaryWriter().tag(1, 2).fork().tag(4, 1).fixed64(2n ** 60n).join().finish()), 'beyond 2^53'],
    ['a tiny body of countless parts', new Uint8Array(Array.from({ length: otlpLimits.nodes + 1 }, () => [10, 0]).flat()), 'more than 20000 resources'],
  ])('%s are refused', (_what, bytes, said) => {
    expect(refusalOf(() => decodeOtlpProtobuf(bytes))).toContain(said);
  });

  test('random bytes are read or refused as malformed, never anything else [OBS-9]', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => { refusalOf(() => decodeOtlpProtobuf(bytes)); }), { seed: 23, numRuns: 3000 });
  });
});

describe('reply', () => {
  const rejection = { rejectedDataPoints: 3, messages: ['First.', 'Second.'] };
  test('everything taken is an empty message, in either encoding', () => {
    expect(encodeOtlpResponse('application/json', { rejectedDataPoints: 0, messages: [] })).toBe('{}');
    expect(encodeOtlpResponse('application/x-protobuf', { rejectedDataPoints: 0, messages: [] })).toHaveLength(0);
  });
  test('a partial success says how many and why', () => {
    expect(JSON.parse(String(encodeOtlpResponse('application/json', rejection)))).toEqual({ partialSuccess: { rejectedDataPoints: '3', errorMessage: 'First. Second.' } });
    const expected = new BinaryWriter().tag(1, 2).bytes(new BinaryWriter().tag(1, 0).int64(3).tag(2, 2).string('First. Second.').finish()).finish();
    expect(encodeOtlpResponse('application/x-protobuf', rejection)).toEqual(expected);
  });
  test.each([['application/json; charset=utf-8', {}, 'application/json'], ['Application/X-Protobuf', new Uint8Array(), 'application/x-protobuf']])('has the encoding of "%s"', (header, body, contentType) => {
    expect(readOtlpBody(header, body).contentType).toBe(contentType);
  });
  test.each(['text/plain', undefined])('the content type %s is refused by name', (header) => {
    expect(() => readOtlpBody(header, {})).toThrow(expect.objectContaining({ problem: 'unsupported-media-type' }));
  });
});
