/** A line of a chart with the values themselves, whatever axis they are drawn on. */
export interface ChartLine {
  /** In words, or in the notation of the definitions' symbols. */
  readonly name: string;
  /** Lengths of dash and gap in pixels; empty: solid. */
  readonly dash: readonly number[];
  readonly x: ArrayLike<number>;
  /** As many; NaN where there is no value. */
  readonly y: ArrayLike<number>;
}

/** What a chart shows, so that it can be drawn elsewhere or be written as a table. */
export interface ChartData {
  readonly title: string;
  /** What the axes measure, with units. */
  readonly xLabel: string;
  readonly yLabel: string;
  readonly yScale: 'linear' | 'symmetricLog';
  readonly lines: readonly ChartLine[];
}
