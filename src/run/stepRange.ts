/** Steps from `first` to `last`. */
export interface StepExtent {
  readonly first: number;
  readonly last: number;
}

/** The stretch of steps that charts show: `span` steps up to `end`. One that ends at `latest` moves along with the run. */
export interface StepRange {
  readonly span: number;
  readonly end: number | 'latest';
}

/** The steps of a range in a run whose recorded steps are `whole`; all of them without a range. */
export function extentOf(range: StepRange | undefined, whole: StepExtent): StepExtent {
  if (range === undefined) return whole;
  const last = range.end === 'latest' ? whole.last : Math.min(range.end, whole.last);
  const first = Math.max(whole.first, last - range.span);
  // A run that has not come to the range yet shows what it has.
  return first < last ? { first, last } : whole;
}

/** A range from outside if it is one, else undefined. */
export function readStepRange(value: unknown): StepRange | undefined {
  if (typeof value !== 'object' || value === null || !('span' in value) || !('end' in value))
    return undefined;
  const { span, end } = value;
  const isSpan = typeof span === 'number' && Number.isFinite(span) && span > 0;
  const isEnd = end === 'latest' || (typeof end === 'number' && Number.isFinite(end) && end >= 0);
  return isSpan && isEnd ? { span, end } : undefined;
}
