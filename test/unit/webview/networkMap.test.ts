import { describe, expect, it } from 'vitest';
import { findQuantity } from '../../../src/quantities/quantities.js';
import {
  cellBox,
  fitted,
  interfaceX,
  mapLayout,
  thinning,
  widthLabels,
} from '../../../webview/model/mapLayout.js';
import { MAP_QUANTITIES, mapValues, scalingsOf } from '../../../webview/model/mapQuantities.js';
import {
  currentStrengths,
  describeInterface,
  describeMapLayer,
  mapNetwork,
  mapReadings,
} from '../../../webview/model/networkMap.js';
import { placeDetails } from '../../../webview/model/placeFacts.js';
import { placeByKey } from '../../../webview/model/selection.js';
import { tintScale } from '../../../webview/model/tint.js';
import { continuumRecord } from '../run/continuumRecords.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { frameOf, layerTerms, layerView, panelView, runView, withoutBias } from './views.js';

const layers = (count: number, shape = '32 → 32') =>
  Array.from({ length: count }, (_, m) => layerView(m, { shape }));

describe('the layout of the map', () => {
  it('gives two layers room without stretching them over a wide panel', () => {
    const layout = mapLayout(2, 1600);
    expect(layout.width).toBeLessThan(500);
    expect(cellBox(layout, 1).width).toBeGreaterThan(100);
  });

  it('fits into a narrow panel while cells can be told apart, and is wider than it beyond', () => {
    expect(mapLayout(8, 340).width).toBeLessThanOrEqual(340);
    const deep = mapLayout(200, 340);
    expect(deep.width).toBeGreaterThan(2000);
    expect(cellBox(deep, 7).width).toBeGreaterThanOrEqual(8);
  });

  it('puts interfaces between the cells', () => {
    const layout = mapLayout(5, 900);
    const { x, width } = cellBox(layout, 2);
    expect(interfaceX(layout, 2)).toBeLessThan(x);
    expect(interfaceX(layout, 3)).toBeGreaterThan(x + width);
  });

  it('thins out what needs more room than a layer has', () => {
    expect(thinning(mapLayout(100, 900), 22)).toBe(3);
    expect(thinning(mapLayout(4, 900), 22)).toBe(1);
    expect(fitted('embedding', 40)).toBe('embe…');
    expect(fitted('embedding', 20)).toBe('');
    expect(fitted('fc', 20)).toBe('fc');
  });

  it('names shapes at the ends and where they change, without overlaps', () => {
    const shapes = ['8', ...new Array<string>(99).fill('32'), '1'];
    expect(widthLabels(mapLayout(100, 1200), shapes).map(({ m }) => m)).toEqual([0, 100]);
    expect(widthLabels(mapLayout(8, 1200), ['8', '32', '32', '32', '32', '32', '32', '32', '1'])).toEqual([
      { m: 0, text: '8' },
      { m: 1, text: '32' },
      { m: 8, text: '1' },
    ]);
  });
});

describe('the colours of the map', () => {
  it('go by size on a logarithmic scale, the sign apart', () => {
    const scale = tintScale([1e-6, -1e-3, undefined, 0, NaN]);
    expect(scale).toMatchObject({ kind: 'diverging', most: 1e-3 });
    expect(scale?.least).toBeCloseTo(1e-6, 12);
    expect(scale?.strength(-1e-3)).toBe(-1);
    expect(scale?.strength(1e-6)).toBeGreaterThan(0.1);
    expect(scale?.strength(0)).toBe(0);
    expect(scale?.strength(undefined)).toBeUndefined();
  });

  it('leave values that are nearly equal nearly the same', () => {
    const scale = tintScale([2, 2.01]);
    expect(scale?.kind).toBe('sequential');
    expect(Math.abs((scale?.strength(2) ?? 0) - (scale?.strength(2.01) ?? 9))).toBeLessThan(0.01);
    expect(tintScale([0, undefined, Infinity])).toBeUndefined();
  });
});

describe('the quantities of the map', () => {
  const dynamics = dynamicsRecord(3);
  const run = runView({ layers: layers(2), dynamics });

  it('are all defined, and have a value or a reason for every layer', () => {
    for (const id of MAP_QUANTITIES) {
      expect(findQuantity(id)).toBeDefined();
      for (const scaling of scalingsOf(id)) {
        const { values } = mapValues(id, scaling, { ...run, continuum: continuumRecord(3) });
        expect(values).toHaveLength(2);
        expect(values.every(({ value, reason }) => (value === undefined) !== (reason === undefined))).toBe(
          true,
        );
      }
    }
  });

  it('are divided by degrees of freedom, or by the sum of all sizes', () => {
    const at = (scaling: 'layer' | 'freedom' | 'share') => mapValues('weightKinetic', scaling, run).values[0];
    expect(at('layer')).toEqual({ value: 1 });
    expect(at('freedom')).toEqual({ value: 1 / 512 });
    expect(at('share')).toEqual({ value: 0.5 });
    const stored = runView({ layers: [layerView(0, { freedom: undefined }), layerView(1)] });
    expect(mapValues('weightKinetic', 'freedom', stored).values[0]?.reason).toBe('notMeasured');
  });

  it('say why a layer has none', () => {
    const frame = frameOf([layerTerms(), withoutBias()]);
    const values = mapValues('biasKinetic', 'layer', runView({ frame }));
    expect(values.values[1]).toMatchObject({ value: undefined, reason: 'noBias' });
    expect(describeMapLayer(layerView(1), undefined, 'biasKinetic', 'layer', values).lines[1]).toMatch(
      /bias kinetic: undefined: the layer has no bias/,
    );
  });

  it('are not measured before there are records of them', () => {
    expect(mapValues('absorbedPower', 'layer', runView()).step).toBeUndefined();
    expect(mapReadings(undefined, 'layerBulk', 'layer')).toEqual({ values: undefined, currents: [] });
  });
});

describe('the power current', () => {
  it('is as wide as its size over four decades, and points to the input where it is negative', () => {
    const [none, small, half, most] = currentStrengths([0, -1e-9, 1e-2, -1]);
    expect([none, most]).toEqual([0, -1]);
    expect(small).toBe(-0.05);
    expect(half).toBeCloseTo(0.5, 12);
    expect(currentStrengths([0, 0])).toEqual([0, 0]);
  });

  it('is told with its direction at an interface', () => {
    const run = runView({ dynamics: dynamicsRecord(3) });
    expect(describeInterface(1, run, ['2', '3', '1']).lines.join()).toMatch(
      /carries 3,power current: .*towards the (input|output)/,
    );
    expect(describeInterface(2, undefined, ['2', '3', '1'])).toMatchObject({
      title: expect.stringMatching(/behind layer 1 .*loss/) as string,
      lines: ['carries 1', 'power current: not measured yet'],
    });
  });
});

describe('the network of the map', () => {
  const symmetry = {
    verdict: 'symmetric',
    summary: '',
    segments: [{ role: 'other', first: 0, last: 2, block: undefined }],
    findings: [],
  } as const;

  it('is that of the text before there is a run', () => {
    const network = mapNetwork(panelView({ run: undefined, symmetry }));
    expect(network?.layers.map(({ name }) => name)).toEqual(['layer 0', 'layer 1', 'layer 2']);
    expect(mapNetwork(panelView({ run: undefined }))).toBeUndefined();
  });

  it('is that of the run, with what the text says of symmetry while both have as many layers', () => {
    const run = runView({ layers: layers(3) });
    expect(mapNetwork(panelView({ run, symmetry }))).toMatchObject({
      shapes: ['32', '32', '32', '32'],
      segments: symmetry.segments,
    });
    expect(mapNetwork(panelView({ run: runView({ layers: layers(2) }), symmetry }))?.segments).toEqual([]);
  });
});

describe('the details', () => {
  const run = runView({ dynamics: dynamicsRecord(3), layers: layers(2) });

  it('of the whole network are shown where nothing is selected', () => {
    const details = placeDetails(run, undefined);
    expect(details?.title).toBe('The whole network');
    expect(details?.facts.map(({ id }) => id)).toContain('lagrangian');
    expect(placeDetails(undefined, undefined)).toBeUndefined();
  });

  it('of layer 0 say which of its terms are boundary', () => {
    const facts = placeDetails(run, { kind: 'layer', m: 0 })?.facts ?? [];
    expect(facts.filter(({ isBoundary }) => isBoundary).map(({ id }) => id)).toEqual([
      'coupling',
      'fluxSquared',
    ]);
    expect(facts.find(({ id }) => id === 'medianLinear')).toMatchObject({
      text: undefined,
      note: 'not measured yet',
    });
  });

  it('of an interface are its current and forces, at the ends the boundary terms', () => {
    const ids = (m: number) => placeDetails(run, { kind: 'interface', m })?.facts.map(({ id }) => id);
    expect(ids(0)).toEqual(['powerCurrent', 'coupling', 'fluxSquared']);
    expect(ids(1)).toEqual(['powerCurrent', 'forceBelow', 'forceAbove', 'forceResidual']);
    expect(ids(2)).toContain('loss');
  });
});

describe('keys in the map', () => {
  it('lead along layers or interfaces, and from one to the other', () => {
    const layer = { kind: 'layer', m: 1 } as const;
    expect(placeByKey(layer, 'ArrowRight', 3)).toEqual({ kind: 'layer', m: 2 });
    expect(placeByKey({ kind: 'layer', m: 2 }, 'ArrowRight', 3)).toBeUndefined();
    expect(placeByKey(layer, 'ArrowDown', 3)).toEqual({ kind: 'interface', m: 1 });
    expect(placeByKey({ kind: 'interface', m: 3 }, 'ArrowUp', 3)).toEqual({ kind: 'layer', m: 2 });
    expect(placeByKey({ kind: 'interface', m: 0 }, 'End', 3)).toEqual({ kind: 'interface', m: 3 });
    expect(placeByKey(layer, 'End', 3)).toEqual({ kind: 'layer', m: 2 });
    expect(placeByKey(layer, 'Tab', 3)).toBeUndefined();
  });
});
