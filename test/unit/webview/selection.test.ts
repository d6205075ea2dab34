import { describe, expect, it } from 'vitest';
import { placeAt } from '../../../webview/model/depthLines.js';
import { ChosenPlace, isSamePlace, toggled } from '../../../webview/model/selection.js';
import { panelView } from './views.js';

const LAYER = { kind: 'layer', m: 2 } as const;
const INTERFACE = { kind: 'interface', m: 2 } as const;

describe('a place', () => {
  it('is a layer or the interface in front of it', () => {
    expect(isSamePlace(LAYER, { ...LAYER })).toBe(true);
    expect(isSamePlace(LAYER, INTERFACE)).toBe(false);
    expect(isSamePlace(undefined, LAYER)).toBe(false);
    expect(isSamePlace(undefined, undefined)).toBe(true);
  });

  it('is let go when it is chosen a second time', () => {
    expect(toggled(undefined, LAYER)).toEqual(LAYER);
    expect(toggled(LAYER, INTERFACE)).toEqual(INTERFACE);
    expect(toggled(LAYER, LAYER)).toBeUndefined();
  });
});

describe('placeAt', () => {
  it('takes the nearest of what a chart has', () => {
    expect(placeAt(1.3, 4, ['layer', 'interface'])).toEqual({ kind: 'interface', m: 2 });
    expect(placeAt(1.2, 4, ['layer', 'interface'])).toEqual({ kind: 'layer', m: 1 });
    expect(placeAt(1.3, 4, ['layer'])).toEqual({ kind: 'layer', m: 1 });
    expect(placeAt(1.1, 4, ['interface'])).toEqual({ kind: 'interface', m: 2 });
    expect(placeAt(1.1, 4, [])).toEqual({ kind: 'layer', m: 1 });
  });

  it('stays within the network', () => {
    expect(placeAt(-3, 4, ['layer'])).toEqual({ kind: 'layer', m: 0 });
    expect(placeAt(-3, 4, ['interface'])).toEqual({ kind: 'interface', m: 0 });
    expect(placeAt(9, 4, ['layer'])).toEqual({ kind: 'layer', m: 3 });
    expect(placeAt(9, 4, ['interface'])).toEqual({ kind: 'interface', m: 4 });
  });
});

describe('a place chosen in the page', () => {
  const before = panelView({ selection: undefined });

  it('is shown at once, whatever views were on their way', () => {
    const chosen = new ChosenPlace();
    chosen.choose(LAYER, 1000);
    expect(chosen.apply(before, 1010).selection).toEqual(LAYER);
    expect(chosen.apply(before, 1110).selection).toEqual(LAYER);
  });

  it('is the host’s as soon as the host says the same', () => {
    const chosen = new ChosenPlace();
    chosen.choose(LAYER, 1000);
    expect(chosen.apply(panelView({ selection: LAYER }), 1100).selection).toEqual(LAYER);
    const cursor = panelView({ selection: { kind: 'layer', m: 0 } });
    expect(chosen.apply(cursor, 1200).selection).toEqual({ kind: 'layer', m: 0 });
  });

  it('can be none', () => {
    const chosen = new ChosenPlace();
    chosen.choose(undefined, 1000);
    expect(chosen.apply(panelView({ selection: LAYER }), 1100).selection).toBeUndefined();
  });

  it('gives way to a host that goes on to say another', () => {
    const chosen = new ChosenPlace();
    chosen.choose(LAYER, 1000);
    expect(chosen.apply(before, 2000).selection).toBeUndefined();
    expect(chosen.apply(before, 1100).selection).toBeUndefined();
  });
});
