export type LineStyle = 'low' | 'main' | 'high';

export interface ChartLine {
  readonly label: string;
  readonly style: LineStyle;
  /** One a point of time; null where nothing was measured, so that a gap is seen as a gap. */
  readonly values: readonly (number | null)[];
}

export interface ChartView {
  /** `steps`: a value stays until the next one. */
  readonly shape: 'lines' | 'bars' | 'area' | 'steps';
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly atMs: readonly number[];
  readonly lines: readonly ChartLine[];
  /** Absent where nothing is judged. `onScale` false: too far above the values to be drawn without flattening them. */
  readonly limit?: { readonly value: number; readonly label: string; readonly onScale: boolean };
  readonly unit: string;
  /** The chart in a sentence, for those who do not see it. */
  readonly summary: string;
}
