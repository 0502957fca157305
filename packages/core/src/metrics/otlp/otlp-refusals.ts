/** Why data points were not taken: what is wrong, and what the sender can do. */
export const refusalReasons = {
  'cumulative': 'Cumulative temporality is not taken. Set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta in the sender.',
  'no-temporality': 'A sum or histogram without temporality cannot be added up. Set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta in the sender.',
  'explicit-histogram': 'Histograms with explicit buckets are not taken, since percentiles read from them have no error bound. Set OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=base2_exponential_bucket_histogram in the sender (OpenTelemetry JS: a view with AggregationType.EXPONENTIAL_HISTOGRAM).',
  'summary': 'Summaries are not taken, since their percentiles cannot be merged. Send an exponential histogram: OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=base2_exponential_bucket_histogram.',
  'unknown-kind': 'The metric holds no data of a kind that is known here. Send a sum, a gauge or an exponential histogram.',
  'unknown-name': 'The name is not known here. Rename it to sora.<LAYER>.<TYPE>, for example sora.PAYMENTS.DELAY, or drop it with a view.',
  'unknown-layer': 'The attribute sora.layer names no layer, or one that has no such metric.',
  'unit': 'The unit cannot be converted to the unit of this metric.',
  'no-time': 'A data point without time_unix_nano has no place on the time line.',
  'too-old': 'Older than 24 hours; check the clock of the sender.',
  'future': 'More than 5 minutes in the future; check the clock of the sender.',
  'not-a-value': 'A data point without a value, or with one that is not finite.',
  'negative': 'Negative values are not taken.',
  'no-sum': 'A histogram without a sum is not taken.',
  'contradiction': 'The counts, sum, least and greatest of the histogram contradict each other.',
  'sum-of-distribution': 'A sum says how much, not how it is spread. Send a histogram or a gauge.',
  'level-of-counter': 'A level (a gauge, an UpDownCounter) would be counted again at each export. Send a counter.',
  'ratio': 'For a ratio send a counter of events, each with the boolean attribute sora.matched: true for those that were what the metric names, false for the others.',
} as const;

export type RefusalReason = keyof typeof refusalReasons;

const namesShown = 8;
const lengthShown = 80;

/** What was refused in one request. Bounded: one message a reason, and eight metric names in each. */
export interface Refusals {
  /** @param example what was wrong with the first of them, where the reason alone does not say it */
  add(reason: RefusalReason, refused: { readonly metric: string; readonly points: number; readonly example?: string | undefined }): void;
  points(): number;
  messages(): readonly string[];
}

interface Entry {
  points: number;
  readonly metrics: Set<string>;
  readonly example: string | undefined;
}

export function newRefusals(): Refusals {
  const entries = new Map<RefusalReason, Entry>();
  return {
    add(reason, { metric, points, example }) {
      const entry = entries.get(reason) ?? { points: 0, metrics: new Set(), example };
      entries.set(reason, entry);
      entry.points += points;
      entry.metrics.add(readable(metric));
    },
    points: () => [...entries.values()].reduce((total, { points }) => total + points, 0),
    messages: () => [...entries].map(([reason, entry]) => message(reason, entry)),
  };
}

function message(reason: RefusalReason, { points, metrics, example }: Entry): string {
  const more = metrics.size > namesShown ? ` and ${metrics.size - namesShown} more` : '';
  const of = `${[...metrics].slice(0, namesShown).join(', ')}${more}`;
  return `${refusalReasons[reason]} Refused: ${of} (data points: ${points}${example === undefined ? '' : `; the first: ${example}`}).`;
}

/** A name from outside, fit for a log line. */
export function readable(text: string): string {
  const plain = text.slice(0, lengthShown).toWellFormed().replaceAll(/\p{Cc}/gu, ' ').trim();
  return plain === '' ? '(no name)' : plain;
}
