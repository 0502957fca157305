import { type Aggregate, mergeInto, newAggregate } from './aggregate.ts';
import { Histogram } from './histogram.ts';
import type { MetricDefinition } from './metric-layer.ts';
import { sharedExponents } from './prometheus-text-bounds.ts';
import { escapeHelp, escapeLabelValue, familyName, labelNames } from './prometheus-text-names.ts';
import { metricDefinition } from './sample.ts';
import type { Series } from './series.ts';

/** The content type of what `prometheusText` writes. */
export const prometheusContentType = 'text/plain; version=0.0.4; charset=utf-8';

/** What a series measured since it began: what `Recorder.cumulative()` gives. */
export interface CumulativeSeries {
  readonly series: Series;
  readonly aggregate: Aggregate;
}

/**
 * One tenant's series in the Prometheus text format, in the same order whatever order they came in.
 * - counter `REQUEST`: `sora_api_request_total`
 * - distribution `LATENCY`: the histogram `sora_api_latency_milliseconds` with bounds at powers of two, all counts exact
 * - ratio `ERROR`: `sora_api_error_total`, the events that were errors, and `sora_api_error_events_total`, all events
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function prometheusText(all: Iterable<CumulativeSeries>, tenant: string): string {
  const groups = new Map<string, Group>();
  for (const { series, aggregate } of all) {
    const definition = metricDefinition(series.layer, series.type);
    if (series.tenant !== tenant || definition === undefined || aggregate.count === 0) continue;
    const name = familyName(series, definition.unit);
    const group = groups.get(name) ?? { name, definition, members: [] };
    groups.set(name, group);
    group.members.push({ series, aggregate });
  }
  return [...groups.values()].toSorted((a, b) => compare(a.name, b.name)).map(family).join('');
}

interface Group {
  readonly name: string;
  readonly definition: MetricDefinition;
  readonly members: CumulativeSeries[];
}

/** A series as Prometheus sees it: its labels, written out. */
interface Row {
  readonly labels: string;
  readonly aggregate: Aggregate;
}

function family(group: Group): string {
  const { name, definition } = group;
  const rows = rowsOf(group);
  switch (definition.kind) {
    case 'counter':
      return counter(`${name}_total`, definition.meaning, rows.map(({ labels, aggregate }) => [labels, aggregate.sum]));
    case 'ratio':
      return counter(`${name}_events_total`, `All events. ${definition.meaning}`, rows.map(({ labels, aggregate }) => [labels, aggregate.count]))
        + counter(`${name}_total`, `Events worth 1. ${definition.meaning}`, rows.map(({ labels, aggregate }) => [labels, aggregate.sum]));
    case 'distribution':
      return head(name, definition.meaning, 'histogram') + histograms(name, rows);
  }
}

function counter(name: string, help: string, rows: readonly (readonly [string, number])[]): string {
  return head(name, help, 'counter') + rows.map(([labels, value]) => `${name}{${labels}} ${value}\n`).join('');
}

function head(name: string, help: string, type: 'counter' | 'histogram'): string {
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;
}

function histograms(name: string, rows: readonly Row[]): string {
  const exponents = sharedExponents(rows.map(({ aggregate }) => aggregate).filter((aggregate) => aggregate instanceof Histogram));
  return rows.map(({ labels, aggregate }) => {
    const counts = aggregate instanceof Histogram ? aggregate.cumulativeAt(exponents) : [];
    const buckets = counts.map((count, at) => `${name}_bucket{${labels},le="${2 ** (exponents[at] ?? 0)}"} ${count}\n`).join('');
    return `${buckets}${name}_bucket{${labels},le="+Inf"} ${aggregate.count}\n${name}_sum{${labels}} ${aggregate.sum}\n${name}_count{${labels}} ${aggregate.count}\n`;
  }).join('');
}

/** Sorted by labels. Prometheus takes an empty label for none, so series that differ only in that are one row. */
function rowsOf({ definition, members }: Group): readonly Row[] {
  const names = labelNames(members.flatMap(({ series }) => Object.keys(series.labels)));
  const rows = new Map<string, Aggregate>();
  for (const { series, aggregate } of members) {
    const labels = writtenLabels(series, names);
    const before = rows.get(labels);
    rows.set(labels, before === undefined ? aggregate : merged(definition, [before, aggregate]));
  }
  return [...rows].toSorted(([a], [b]) => compare(a, b)).map(([labels, aggregate]) => ({ labels, aggregate }));
}

function merged({ kind }: MetricDefinition, parts: readonly Aggregate[]): Aggregate {
  const whole = newAggregate(kind);
  for (const part of parts) mergeInto(whole, part);
  return whole;
}

function writtenLabels({ service, region, source, labels }: Series, names: ReadonlyMap<string, string>): string {
  const own = Object.entries(labels).map(([label, value]) => [names.get(label) ?? label, value] as const).toSorted(([a], [b]) => compare(a, b));
  return [['service', service] as const, ['region', region] as const, ['source', source] as const, ...own]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}="${escapeLabelValue(value)}"`)
    .join(',');
}

/** By code unit, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
