import type { StepExtent, StepRange } from '../../src/run/stepRange.js';

const spanOf = ({ first, last }: StepExtent): number => last - first;

/** The same span, moved so that it lies within `whole`; `whole` itself where it is no longer than the span. */
function within(shown: StepExtent, whole: StepExtent): StepExtent {
  const span = spanOf(shown);
  if (span >= spanOf(whole)) return whole;
  const first = Math.min(Math.max(shown.first, whole.first), whole.last - span);
  return { first, last: first + span };
}

/**
 * `shown` stretched by `factor` (below 1: closer) about a step that stays where it is.
 * @param least steps that stay on the screen however close one looks
 */
export function zoomed(
  shown: StepExtent,
  whole: StepExtent,
  { factor, around, least }: { readonly factor: number; readonly around: number; readonly least: number },
): StepExtent {
  const span = Math.max(least, spanOf(shown) * factor);
  const share = spanOf(shown) > 0 ? (around - shown.first) / spanOf(shown) : 0.5;
  const first = around - share * span;
  return within({ first, last: first + span }, whole);
}

/** `shown` moved by a share of its span, as far as there are steps. */
export function panned(shown: StepExtent, whole: StepExtent, share: number): StepExtent {
  const by = share * spanOf(shown);
  return within({ first: shown.first + by, last: shown.last + by }, whole);
}

/** Moved as little as possible so that `step` is on it. */
export function reaching(shown: StepExtent, whole: StepExtent, step: number): StepExtent {
  const by = Math.min(0, step - shown.first) + Math.max(0, step - shown.last);
  return within({ first: shown.first + by, last: shown.last + by }, whole);
}

/**
 * What is kept of a stretch that was chosen: whole steps; undefined where it is all of them; one that ends at the newest step goes on
 * ending there.
 */
export function rangeOf(chosen: StepExtent, whole: StepExtent, least: number): StepRange | undefined {
  const { first, last } = within(chosen, whole);
  const end = Math.round(last);
  const span = Math.max(least, end - Math.round(first));
  if (span >= spanOf(whole)) return undefined;
  return { span, end: end >= whole.last ? 'latest' : Math.max(end, whole.first + span) };
}
