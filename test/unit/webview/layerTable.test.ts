import { describe, expect, it } from 'vitest';
import {
  COLUMN_HEADS,
  COLUMNS,
  describeIndices,
  gapNotes,
  isBoundaryCell,
  isNumberColumn,
  layerCell,
  NUMBER_COLUMNS,
  numberCell,
  tableAsText,
} from '../../../webview/model/layerTable.js';
import { atRest, frameOf, layerTerms, layerView, withoutBias } from './views.js';

describe('numberCell', () => {
  it('shows four digits and keeps all of them in the tooltip', () => {
    const value = 0.1 + 0.2;
    expect(numberCell(layerTerms({ coupling: -value }), 'coupling')).toEqual({
      text: '-3.000e-1',
      title: '-0.30000000000000004',
    });
  });

  it('shows a residual with one digit', () => {
    expect(numberCell(layerTerms({ residual: 3.14e-14 }), 'residual').text).toBe('3e-14');
  });

  it('shows a dash with the reason for what a layer without bias does not have', () => {
    for (const column of ['biasKinetic', 'residual', 'sectorSpread'] as const) {
      const cell = numberCell(withoutBias(), column);
      expect(cell.text).toBe('—');
      expect(cell.title).toContain('no bias: neuron sector carries no independent energy');
    }
    expect(numberCell(withoutBias(), 'fluxSquared').text).toBe('8.000e0');
  });

  it('shows the zero of a bias at rest, but no quotient by it', () => {
    expect(numberCell(atRest(), 'biasKinetic').text).toBe('0');
    expect(numberCell(atRest(), 'residual')).toMatchObject({ text: '—' });
    expect(numberCell(atRest(), 'residual').title).toContain('at rest');
  });

  it('is empty before the first frame', () => {
    expect(numberCell(undefined, 'coupling').text).toBe('');
  });
});

describe('layerCell', () => {
  it('tells what a layer is', () => {
    const columns = COLUMNS.filter((column) => !isNumberColumn(column));
    const texts = columns.map((column) => layerCell(layerView(1), column).text);
    expect(texts).toEqual(['1', 'dense 2', 'dense 32 → 16', 'tanh', 'bulk']);
    expect(layerCell(layerView(1), 'name').title).toContain('line 7');
  });

  it('names the data as what layer 0 reads', () => {
    expect(layerCell(layerView(0), 'activationIn').text).toBe('data');
  });
});

describe('isBoundaryCell', () => {
  it('marks C and F of layer 0', () => {
    expect(NUMBER_COLUMNS.filter((column) => isBoundaryCell(0, column))).toEqual(['coupling', 'fluxSquared']);
    expect(NUMBER_COLUMNS.some((column) => isBoundaryCell(1, column))).toBe(false);
  });
});

describe('COLUMN_HEADS', () => {
  it('define every column', () => {
    for (const column of COLUMNS) {
      expect(COLUMN_HEADS[column].definition).toMatch(/\.$/);
    }
  });
});

describe('gapNotes', () => {
  it('say which layers have no residual and why', () => {
    const frame = frameOf([layerTerms(), withoutBias(), withoutBias(), withoutBias(), atRest()]);
    const [noBias, resting] = gapNotes(frame);
    expect(noBias).toContain('layers 1–3: no bias');
    expect(resting).toContain('layer 4: bias at rest');
  });

  it('are silent when every layer has one', () => {
    expect(gapNotes(frameOf([layerTerms()]))).toEqual([]);
    expect(gapNotes(undefined)).toEqual([]);
  });
});

describe('describeIndices', () => {
  it('joins neighbours to ranges', () => {
    expect(describeIndices([0, 2, 3, 4, 5, 9, 10])).toBe('0, 2–5, 9, 10');
    expect(describeIndices([])).toBe('');
  });
});

describe('tableAsText', () => {
  const layers = [layerView(0, { name: 'first\tlayer' }), layerView(1, { bias: false })];
  const lines = tableAsText(layers, frameOf([layerTerms({ coupling: -1 / 3 }), withoutBias()])).split('\n');
  const [head, first, second] = lines.map((line) => line.split('\t'));

  it('has as many cells in each row as in the head', () => {
    expect(lines).toHaveLength(4);
    expect(first).toHaveLength(head?.length ?? 0);
    expect(second).toHaveLength(head?.length ?? 0);
  });

  it('keeps every digit and leaves empty what is undefined', () => {
    expect(Number(first?.[head?.indexOf('coupling') ?? -1])).toBe(-1 / 3);
    expect(second?.[head?.indexOf('residual') ?? -1]).toBe('');
  });
});
