import { describe, expect, it } from 'vitest';
import { annotateLayers, type ShownValues } from '../../../src/host/layerAnnotations.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { sampleFrame } from './samples.js';

/** Three lines of ten characters, one a layer. */
const TEXT = 'layer 0..\nlayer 1..\nlayer 2..';
const LINKS = [0, 1, 2].map((m) => ({ m, range: { start: 10 * m, end: 10 * m + 9 } }));

const shown = (changes: Partial<ShownValues> = {}): ShownValues => ({
  frame: sampleFrame(40, 3),
  dynamics: undefined,
  biasSharers: [1, 1, 1],
  stale: false,
  ...changes,
});

describe('The annotations of a spec', () => {
  it('say symbol, value and unit behind the line of each layer', () => {
    expect(
      annotateLayers(TEXT, LINKS, 'neuronKinetic', shown()).map(({ line, text }) => [line, text]),
    ).toEqual([
      [0, 'K_z 0.2 θ²/step²'],
      [1, 'K_z 1.2 θ²/step²'],
      [2, 'K_z 2.2 θ²/step²'],
    ]);
    const [first] = annotateLayers(TEXT, LINKS, 'layerBulk', shown());
    expect(first?.text).toBe('L_bulk 0.3 θ²/step²');
    expect(annotateLayers(TEXT, LINKS, 'residual', shown())[0]?.text).toBe('r 1e-13');
  });

  it('tint the lines by size and sign', () => {
    const heat = annotateLayers(TEXT, LINKS, 'coupling', shown()).map((annotation) => annotation.heat);
    expect(heat).toEqual([
      { sign: 'negative', level: 1 },
      { sign: 'negative', level: 4 },
      { sign: 'negative', level: 5 },
    ]);
  });

  it('sum up the copies of a repeat, and tint them by their mean', () => {
    const copies = LINKS.map((link) => (link.m === 1 ? { ...link, range: LINKS[0]!.range } : link));
    const [first, last] = annotateLayers(TEXT, copies, 'fluxSquared', shown());
    expect(first).toMatchObject({ line: 0, text: 'F 0.4 … 1.4 θ²/step², mean 0.9 of 2 layers' });
    expect(first?.heat?.level).toBe(3);
    expect(last).toMatchObject({ line: 2, text: 'F 2.4 θ²/step²' });
  });

  it('say of how many layers a mean is, and why a layer has no value', () => {
    const frame = sampleFrame(40, 3);
    const noBias = { residual: undefined, residualGap: 'noBias', biasKinetic: 0 } as const;
    const layers = frame.layers.map((terms, m) => (m === 2 ? terms : { ...terms, ...noBias }));
    const source = shown({ frame: { ...frame, layers } });
    const [first, , last] = annotateLayers(TEXT, LINKS, 'biasKinetic', source);
    expect(first).toMatchObject({ text: 'K_b undefined: the layer has no bias', heat: undefined });
    expect(last?.heat).toEqual({ sign: 'positive', level: 5 });
    const together = LINKS.map((link) => ({ ...link, range: LINKS[0]!.range }));
    expect(annotateLayers(TEXT, together, 'biasKinetic', source)[0]?.text).toBe(
      'K_b 2.5 θ²/step² in 1 of 3 layers',
    );
  });

  it('mark numbers of an older text, which tint nothing', () => {
    const [first] = annotateLayers(TEXT, LINKS, 'neuronKinetic', shown({ stale: true }));
    expect(first).toEqual({ line: 0, text: 'K_z 0.2 θ²/step² · before the last edit', heat: undefined });
  });

  it('leave out layers that the run did not have', () => {
    const frame = sampleFrame(40, 2);
    const lines = annotateLayers(TEXT, LINKS, 'neuronKinetic', shown({ frame, stale: true }));
    expect(lines.map(({ line }) => line)).toEqual([0, 1]);
  });

  it('say the step of a record that is older than the frame', () => {
    const dynamics = dynamicsRecord(20);
    const links = LINKS.slice(0, 2);
    const [first] = annotateLayers(TEXT, links, 'energyDensity', shown({ dynamics }));
    expect(first?.text).toMatch(/^ε_m \S+ θ²\/step² · step 20$/);
    const [same] = annotateLayers(
      TEXT,
      links,
      'absorbedPower',
      shown({ dynamics, frame: sampleFrame(20, 2) }),
    );
    expect(same?.text).toMatch(/^P_m − P_\(m\+1\) \S+ loss\/step$/);
  });

  it('say once that nothing is recorded', () => {
    const lines = annotateLayers(TEXT, LINKS, 'powerCurrent', shown());
    expect(lines).toEqual([
      { line: 0, text: 'P_m: not recorded so far (analysis.dynamics)', heat: undefined },
    ]);
    expect(annotateLayers(TEXT, LINKS, 'powerCurrent', shown({ frame: undefined }))).toEqual([]);
  });
});
