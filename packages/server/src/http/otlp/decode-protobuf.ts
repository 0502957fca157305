import { isProblem, type OtlpData, type OtlpExponentialPoint, type OtlpMetric, type OtlpMetrics, type OtlpNumberPoint, type OtlpResource, type OtlpScope, type OtlpTemporality, SoraError } from '@sora/core';
import { noAttributes, readAttribute, type WithAttributes } from './proto-attributes.ts';
import { type Fields, lengthDelimited, type ProtoInput, readBody, readMessage, varint } from './proto-input.ts';
import { readExponentialPoint, readNumberPoint } from './proto-points.ts';

/**
 * Reads an ExportMetricsServiceRequest from protobuf, field numbers as in `opentelemetry/proto/metrics/v1/metrics.proto`.
 * @throws {SoraError} `malformed-body`
 */
export function decodeOtlpProtobuf(body: Uint8Array): OtlpMetrics {
  const resources: OtlpResource[] = [];
  try {
    readBody(body, requestFields, resources);
  } catch (error) {
    if (isProblem(error, 'malformed-body')) throw error;
    throw new SoraError('malformed-body', { detail: `The body is not an OTLP metrics request in protobuf: ${(error as Error).message}.`, cause: error });
  }
  return { resources };
}

const requestFields: Fields<OtlpResource[]> = {
  [lengthDelimited(1)]: (resources, input) => { resources.push(readResource(input)); },
};

interface ResourceDraft { readonly resource: WithAttributes; readonly scopes: OtlpScope[] }

function readResource(input: ProtoInput): OtlpResource {
  input.budget.spend();
  const { resource, scopes } = readMessage<ResourceDraft>(input, resourceMetricsFields, { resource: noAttributes(), scopes: [] });
  return { attributes: resource.attributes, scopes };
}

const resourceMetricsFields: Fields<ResourceDraft> = {
  [lengthDelimited(1)]: ({ resource }, input) => { readMessage(input, resourceFields, resource); },
  [lengthDelimited(2)]: ({ scopes }, input) => { scopes.push(readScope(input)); },
};
const resourceFields: Fields<WithAttributes> = { [lengthDelimited(1)]: readAttribute };

interface ScopeDraft { readonly scope: WithAttributes; readonly metrics: OtlpMetric[] }

function readScope(input: ProtoInput): OtlpScope {
  input.budget.spend();
  const { scope, metrics } = readMessage<ScopeDraft>(input, scopeMetricsFields, { scope: noAttributes(), metrics: [] });
  return { attributes: scope.attributes, metrics };
}

const scopeMetricsFields: Fields<ScopeDraft> = {
  [lengthDelimited(1)]: ({ scope }, input) => { readMessage(input, scopeFields, scope); },
  [lengthDelimited(2)]: ({ metrics }, input) => { metrics.push(readMetric(input)); },
};
const scopeFields: Fields<WithAttributes> = { [lengthDelimited(3)]: readAttribute };

interface MetricDraft { name: string; unit: string; data: OtlpData }

function readMetric(input: ProtoInput): OtlpMetric {
  input.budget.spend();
  return readMessage<MetricDraft>(input, metricFields, { name: '', unit: '', data: { kind: 'unknown', pointCount: 0 } });
}

const metricFields: Fields<MetricDraft> = {
  [lengthDelimited(1)]: (metric, { reader }) => { metric.name = reader.string(); },
  [lengthDelimited(3)]: (metric, { reader }) => { metric.unit = reader.string(); },
  [lengthDelimited(5)]: (metric, input) => { metric.data = { kind: 'gauge', points: readPoints(input, readNumberPoint).points }; },
  [lengthDelimited(7)]: (metric, input) => { metric.data = { kind: 'sum', ...readPoints(input, readNumberPoint) }; },
  [lengthDelimited(9)]: (metric, input) => { metric.data = { kind: 'histogram', pointCount: countPoints(input) }; },
  [lengthDelimited(10)]: (metric, input) => { metric.data = exponentialHistogram(input); },
  [lengthDelimited(11)]: (metric, input) => { metric.data = { kind: 'summary', pointCount: countPoints(input) }; },
};

function exponentialHistogram(input: ProtoInput): OtlpData {
  const { temporality, points } = readPoints(input, readExponentialPoint);
  return { kind: 'exponential-histogram', temporality, points };
}

interface PointsDraft<Point> { temporality: OtlpTemporality; monotonic: boolean; readonly points: Point[] }
const temporalities: readonly OtlpTemporality[] = ['unspecified', 'delta', 'cumulative'];

/** Gauge, Sum and ExponentialHistogram have the same three fields, as far as they have them. */
function readPoints<Point extends OtlpNumberPoint | OtlpExponentialPoint>(input: ProtoInput, readPoint: (input: ProtoInput) => Point): PointsDraft<Point> {
  return readMessage<PointsDraft<Point>>(input, {
    [lengthDelimited(1)]: ({ points }, at) => { points.push(readPoint(at)); },
    [varint(2)]: (draft, { reader }) => { draft.temporality = temporalities[reader.uint32()] ?? 'unspecified'; },
    [varint(3)]: (draft, { reader }) => { draft.monotonic = reader.bool(); },
  }, { temporality: 'unspecified', monotonic: false, points: [] });
}

interface CountDraft { points: number }
const pointCountFields: Fields<CountDraft> = {
  [lengthDelimited(1)]: (draft, { reader, budget }) => { budget.spend(); reader.bytes(); draft.points += 1; },
};

const countPoints = (input: ProtoInput): number => readMessage(input, pointCountFields, { points: 0 }).points;
