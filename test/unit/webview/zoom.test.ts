import { describe, expect, it } from 'vitest';
import { panned, rangeOf, reaching, zoomed } from '../../../webview/model/zoom.js';

const whole = { first: 0, last: 1000 };

describe('zoomed', () => {
  it('keeps the step under the pointer in its place', () => {
    const shown = zoomed({ first: 200, last: 600 }, whole, { factor: 0.5, around: 300, least: 4 });
    expect(shown).toEqual({ first: 250, last: 450 });
  });

  it('goes no closer than the least', () => {
    const shown = zoomed({ first: 500, last: 510 }, whole, { factor: 0.01, around: 505, least: 8 });
    expect(shown).toEqual({ first: 501, last: 509 });
  });

  it('stays within the run', () => {
    expect(zoomed({ first: 0, last: 100 }, whole, { factor: 2, around: 100, least: 4 })).toEqual({
      first: 0,
      last: 200,
    });
    expect(zoomed({ first: 200, last: 900 }, whole, { factor: 3, around: 500, least: 4 })).toEqual(whole);
  });
});

describe('panned', () => {
  it('moves by a share of what is shown, up to the ends', () => {
    expect(panned({ first: 200, last: 300 }, whole, 0.5)).toEqual({ first: 250, last: 350 });
    expect(panned({ first: 200, last: 300 }, whole, -5)).toEqual({ first: 0, last: 100 });
    expect(panned({ first: 950, last: 1000 }, whole, 1)).toEqual({ first: 950, last: 1000 });
  });
});

describe('reaching', () => {
  it('moves just so far that a step is shown', () => {
    expect(reaching({ first: 200, last: 300 }, whole, 250)).toEqual({ first: 200, last: 300 });
    expect(reaching({ first: 200, last: 300 }, whole, 320)).toEqual({ first: 220, last: 320 });
    expect(reaching({ first: 200, last: 300 }, whole, 20)).toEqual({ first: 20, last: 120 });
  });
});

describe('rangeOf', () => {
  it('is none where all steps are shown', () => {
    expect(rangeOf({ first: -5, last: 1200 }, whole, 4)).toBeUndefined();
  });

  it('is of whole steps', () => {
    expect(rangeOf({ first: 10.4, last: 90.6 }, whole, 4)).toEqual({ span: 81, end: 91 });
  });

  it('goes on with the run when it ends at the newest step', () => {
    expect(rangeOf({ first: 899.8, last: 999.7 }, whole, 4)).toEqual({ span: 100, end: 'latest' });
  });
});
