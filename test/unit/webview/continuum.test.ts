import { mainBlock, uncontrolledText } from '../../../src/run/continuumText.js';
import { describe, expect, it } from 'vitest';
import { QUANTITY_GROUPS } from '../../../src/quantities/quantities.js';
import {
  allControlled,
  blockFacts,
  blockRows,
  ordersCaption,
} from '../../../webview/model/continuumFacts.js';
import {
  layerOrders,
  orderRows,
  orderValues,
  summarizeOrders,
} from '../../../webview/model/continuumLines.js';
import {
  boundaryRows,
  momentRows,
  conventionRows,
  densityRows,
  neuralOdeRows,
  notReproducedRows,
  printedRows,
} from '../../../webview/model/continuumTables.js';
import {
  kernelCaption,
  kernelCellText,
  kernelRange,
  kernelsOf,
  kernelSummary,
} from '../../../webview/model/kernelMap.js';
import { missingValidity, summarizeValidity, validitySeries } from '../../../webview/model/validityLines.js';
import { runView } from './views.js';
import { layerCell } from '../../../webview/model/recordCell.js';
import type { ContinuumBlock, ContinuumStep } from '../../../webview/model/records.js';
import { continuumRecord } from '../run/continuumRecords.js';

/** As a record comes to the page: as a message, which has null where a list has no value. */
function sent(record: ContinuumStep): ContinuumStep {
  return JSON.parse(JSON.stringify(record)) as ContinuumStep;
}

const withValidity = (
  record: ContinuumStep,
  changes: Partial<ContinuumBlock['validity']>,
): ContinuumStep => ({
  ...record,
  blocks: record.blocks.map((block) => ({ ...block, validity: { ...block.validity, ...changes } })),
});

const factOf = (record: ContinuumStep, id: string) =>
  blockFacts(mainBlock(record)!).find((fact) => fact.id === id);

describe('the facts of a block', () => {
  it('have a definition each', () => {
    const defined = new Set(QUANTITY_GROUPS.flatMap(({ entries }) => entries.map(({ id }) => id)));
    for (const kind of ['dense', 'local'] as const) {
      for (const { id } of blockFacts(mainBlock(continuumRecord(1, kind))!))
        expect(defined, id).toContain(id);
    }
  });

  it('say that independent layers are not controlled, and what would help', () => {
    const record = sent(continuumRecord(1));
    expect(factOf(record, 'verdict')).toMatchObject({ text: 'not controlled', tone: 'bad' });
    expect(factOf(record, 'verdict')!.note).toMatch(/kind: smooth.*residual/);
    expect(allControlled(record)).toBe(false);
    expect(ordersCaption(record)).toContain('small truncation error alone is no evidence of a continuum');
  });

  it('say so of a smooth block, whose expansion is not greyed', () => {
    const record = withValidity(continuumRecord(1), { verdict: 'controlled', medianLinear: 0.01 });
    expect(factOf(record, 'verdict')).toMatchObject({ text: 'controlled', tone: 'good' });
    expect(factOf(record, 'medianLinear')).toMatchObject({ text: '0.01000' });
    expect(allControlled(record)).toBe(true);
    expect(ordersCaption(record)).not.toContain('Greyed');
  });

  it('tell close layers from smooth ones, and why nothing can be said', () => {
    const rough = { verdict: 'leadingOrderOnly', medianLinear: 0.2, medianCubic: 0.3 } as const;
    expect(factOf(withValidity(continuumRecord(1), rough), 'verdict')!.note).toContain('close but rough');
    const short = { ...rough, medianCubic: undefined };
    expect(factOf(withValidity(continuumRecord(1), short), 'verdict')!.note).toContain('five equal layers');
    const still = { verdict: 'undefined', medianLinear: undefined, gap: 'atRest' } as const;
    const record = withValidity(continuumRecord(1), still);
    expect(factOf(record, 'verdict')!.note).toContain('nothing moved');
    expect(factOf(record, 'medianLinear')).toMatchObject({
      text: undefined,
      note: 'undefined: nothing moved',
    });
    expect(allControlled(record)).toBe(false);
  });

  it('have staggering and observed orders of local blocks alone', () => {
    expect(factOf(continuumRecord(1), 'staggering')).toBeUndefined();
    const record = sent(continuumRecord(1, 'local'));
    expect(Number(factOf(record, 'staggering')!.text)).toBeGreaterThan(0);
    expect(factOf(record, 'observedOrders')!.text!.split(', ')).toHaveLength(3);
  });

  it('are of the longest block, and a row of the table for each', () => {
    const [block] = continuumRecord(1).blocks;
    const record = { ...continuumRecord(1), blocks: [{ ...block!, length: 2 }, block!, { ...block! }] };
    expect(mainBlock(record)).toBe(block);
    const aligned = 'with neuron labels aligned';
    expect(blockRows(record).map(([name]) => name)).toEqual([
      'layers 1–2',
      `layers 1–2, ${aligned}`,
      'layers 1–6',
      `layers 1–6, ${aligned}`,
      'layers 1–6',
      `layers 1–6, ${aligned}`,
    ]);
    expect(mainBlock({ ...record, blocks: [] })).toBeUndefined();
  });
});

describe('what is said at a block in the editor', () => {
  it('is how far it is from controlled, also with labels aligned, and what would help', () => {
    const block = mainBlock(continuumRecord(1))!;
    expect(uncontrolledText(block, 1200)).toMatch(
      /layers 1–6 is not controlled at step 1.?200: V [\d.]+ \([\d.]+ with neuron labels aligned\), and from 0\.4 on .*kind: smooth/,
    );
    expect(uncontrolledText({ ...block, alignedValidity: undefined }, 1)).not.toContain('aligned');
    const controlled = { ...block, validity: { ...block.validity, verdict: 'controlled' as const } };
    expect(uncontrolledText(controlled, 1)).toBeUndefined();
  });
});

describe('the orders', () => {
  it.each(['dense', 'local'] as const)('stand at their layers, L^[n] beside the lattice: %s', (kind) => {
    const record = continuumRecord(2, kind);
    const [block] = record.blocks;
    const values = orderValues(sent(record));
    expect(values.lattice[0]).toBeUndefined();
    expect(values.lattice).toHaveLength(7);
    block!.lattice.forEach((value, i) => {
      expect(values.lattice[block!.start + i]! / value).toBeCloseTo(1, 10);
    });
    const { lattice, errors } = layerOrders(block!)[2]!;
    expect(values.order2[3]).toBe(lattice + errors[2]!);
    expect(values.order0[3]).toBe(lattice + errors[0]!);
  });

  it('are missing at the ends of a block along depth', () => {
    const record = sent(continuumRecord(2));
    expect(orderValues(record).order2.map((value) => value === undefined)).toEqual([
      true, // layer 0 is in no block
      ...layerOrders(continuumRecord(2).blocks[0]!).map(({ errors }) => errors[2] === undefined),
    ]);
    expect(orderValues(record).order2[1]).toBeUndefined();
    expect(orderRows(record)[0]).toContain('—');
    expect(orderRows(record)[0]![0]).toMatchObject({ text: '1, near an end' });
  });

  it('are said in words', () => {
    expect(summarizeOrders(undefined)).toContain('no expansion');
    expect(summarizeOrders(continuumRecord(2))).toMatch(/6 layers at step 2: .*no evidence/);
  });
});

describe('the tables', () => {
  it('have the neural ODE of residual layers but the first of their block', () => {
    const rows = neuralOdeRows(sent(continuumRecord(3, 'residual')));
    expect(rows.map(([m]) => m)).toEqual([2, 3, 4, 5, 6].map((m) => layerCell(m)));
    expect(neuralOdeRows(continuumRecord(3))).toEqual([]);
  });

  it('have the moments of convolutions', () => {
    const rows = momentRows(sent(continuumRecord(3, 'convolution')));
    expect(rows).toHaveLength(6);
    expect(rows[0]).toHaveLength(4);
    expect(momentRows(continuumRecord(3))).toEqual([]);
  });

  it('have what the paper prints of local networks, and the complete boundary apart', () => {
    const record = sent(continuumRecord(3, 'local'));
    expect(printedRows(record).map(([, equation]) => equation)).toEqual([
      ...Array.from({ length: 5 }, () => 'Eq. (10)'),
      ...Array.from({ length: 4 }, () => 'Eq. (9)'),
    ]);
    expect(boundaryRows(record)).toHaveLength(4 + 3 + 1);
    expect(printedRows(continuumRecord(3))).toEqual([]);
    expect(notReproducedRows(record)).toHaveLength(3);
    expect(notReproducedRows(continuumRecord(3))).toEqual([]);
    expect(boundaryRows(sent(continuumRecord(3)))).toEqual([]);
  });

  it('have the parts of the density and the block as a whole under each convention, of local networks', () => {
    const record = sent(continuumRecord(3, 'local'));
    const layers = densityRows(record);
    expect(layers).toHaveLength(6 + 1);
    const column = layers.map(([, order0]) => Number(order0));
    const together = column.pop()!;
    expect(column.reduce((sum, value) => sum + value, 0) / together).toBeCloseTo(1, 2);
    const conventions = conventionRows(record);
    expect(conventions.map((row) => row.slice(0, 2))).toEqual([
      ['half way (1, 2; 1, 2)', 'one'],
      ['half way (1, 2; 1, 2)', 'one a tap'],
      ['paper (1, 1; 1, 2)', 'one'],
      ['paper (1, 1; 1, 2)', 'one a tap'],
    ]);
    // The lattice does not know of conventions.
    expect(new Set(conventions.map(([, , lattice]) => lattice)).size).toBe(1);
    expect(densityRows(continuumRecord(3))).toEqual([]);
    expect(conventionRows(continuumRecord(3))).toEqual([]);
  });
});

describe('the picture of a kernel', () => {
  it('is there of dense links, in two orders, and says what a cell is', () => {
    const record = sent(continuumRecord(4));
    const kernels = kernelsOf(record);
    expect(kernels.map(({ m }) => m)).toEqual([1, 2, 3, 4, 5, 6]);
    const { m, kernel } = kernels[0]!;
    const [labels, seriated] = kernel.orders;
    expect([labels!.order, seriated!.order]).toEqual(['labels', 'fiedler']);
    expect(kernelRange(seriated!)).toBe(kernelRange(labels!));
    expect([...seriated!.values].sort()).toEqual([...labels!.values].sort());
    expect(kernelCellText(kernel, labels!, 2, 3)).toMatch(/: from neuron 3 to neuron 2$/);
    expect(kernelCellText(kernel, labels!, 6, 0)).toBeUndefined();
    expect(kernelCaption(4, m, kernel, seriated!)).toMatch(
      /layer 1 before step 4\. Non-locality .*spectral seriation/,
    );
    expect(kernelSummary(m, seriated!)).toContain('6 outputs by 6 inputs');
    expect(kernelsOf(continuumRecord(4, 'local'))).toEqual([]);
  });
});

describe('the validity over steps', () => {
  it('has the thresholds at every step that there is a record of, and says why a line is missing', () => {
    const steps = new Float64Array([0, 500]);
    const linear = { steps, values: new Float64Array([0.9, 1.1]) };
    const run = runView({
      continuum: sent(continuumRecord(500)),
      continuumSeries: { ...runView().continuumSeries, linear },
    });
    expect(validitySeries(run, 'linear')).toBe(linear);
    expect(validitySeries(run, 'controlledBelow')).toEqual({ steps, values: new Float64Array([0.1, 0.1]) });
    expect(validitySeries(run, 'notControlledFrom').values[1]).toBe(0.4);
    expect(missingValidity(run, 'linear')).toBeUndefined();
    expect(missingValidity(run, 'staggering')).toMatch(/only local/);
    expect(summarizeValidity(run)).toMatch(/2 records.*0\.9.*not controlled/);
    expect(summarizeValidity(runView())).toContain('no record');
  });
});
