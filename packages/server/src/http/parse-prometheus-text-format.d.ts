// The package has no types of its own; these are the parts that our tests read.
declare module 'parse-prometheus-text-format' {
  export interface ParsedRow {
    readonly labels?: Readonly<Record<string, string>>;
    readonly value?: string;
    readonly buckets?: Readonly<Record<string, string>>;
    readonly count?: string;
    readonly sum?: string;
  }
  export interface ParsedFamily {
    readonly name: string;
    readonly help: string;
    readonly type: string;
    readonly metrics: readonly ParsedRow[];
  }
  export default function parsePrometheusTextFormat(text: string): readonly ParsedFamily[];
}
