import { describe, expect, it } from 'vitest';
import { EXPERIMENT_FIELDS } from '../../../src/continuum/experimentFields.js';
import type { LagrangianTerms } from '../../../src/continuum/localSum.js';
import { FIELD_COUNTS, OFFSETS, OFFSET_NAMES, type OffsetName } from '../../../src/continuum/offsets.js';
import { refine, refineAll, refineInPieces, type RefinementPlan } from '../../../src/continuum/refinement.js';
import { readGolden } from '../decomposition/golden.js';
import { smoothFields, termsOf, type GoldenField, type GoldenTerms } from './golden.js';

const SIZES = [16, 32, 64, 128, 256];
const plans: readonly (RefinementPlan & { readonly name: OffsetName })[] = OFFSET_NAMES.flatMap((name) =>
  FIELD_COUNTS.map((fields) => ({ name, offsets: OFFSETS[name], fields, sizes: SIZES, order: 4 })),
);

describe('golden 08: the gradient expansion of the bulk', () => {
  interface GoldenExpansion {
    readonly fields: Readonly<Record<'w' | 'wd' | 'w2' | 'wd2' | 'z' | 'zd', GoldenField>>;
    readonly conventions: Readonly<
      Record<
        string,
        {
          readonly rows: readonly {
            readonly N: number;
            readonly a_x: number;
            readonly a_y: number;
            readonly lattice: GoldenTerms;
            readonly orders: readonly (GoldenTerms & { readonly order: number })[];
          }[];
          readonly errors: Readonly<Record<string, readonly number[]>>;
        }
      >
    >;
  }
  const golden = readGolden('08_gradient_expansion_bulk') as GoldenExpansion;
  const NAMES: Readonly<Record<OffsetName, string>> = {
    midLink: 'midlink (ax,bx,ay,by)=(1,2,1,2)',
    paper: 'paper-compatible (1,1,1,2)',
    presynaptic: 'colocated-presynaptic (1,1,1,1)',
    postsynaptic: 'postsynaptic weight (0,1,0,1)',
    generic: 'generic (0.3,1,0.7,2)',
  };
  const refinements = refineAll(smoothFields(golden.fields), plans);

  const expectTerms = (terms: LagrangianTerms, reference: LagrangianTerms): void => {
    expect(Math.abs(terms.weightKinetic - reference.weightKinetic)).toBeLessThan(1e-9);
    expect(Math.abs(terms.neuronKinetic - reference.neuronKinetic)).toBeLessThan(1e-9);
    expect(Math.abs(terms.coupling - reference.coupling)).toBeLessThan(1e-9);
    expect(Math.abs(terms.fluxSquared - reference.fluxSquared)).toBeLessThan(1e-9);
  };

  plans.forEach(({ name, fields }, p) => {
    const { rows, errors } =
      golden.conventions[`${NAMES[name]} | ${fields === 'one' ? 'one field' : 'two fields'}`]!;

    it(`reproduces lattice and every order, ${name} offsets, ${fields} field`, () => {
      expect(rows.map(({ N }) => N)).toEqual(SIZES);
      rows.forEach((row, r) => {
        const actual = refinements[p]!.rows[r]!;
        expect(actual.depthSpacing).toBeCloseTo(row.a_x, 14);
        expect(actual.widthSpacing).toBeCloseTo(row.a_y, 14);
        expectTerms(actual.lattice, termsOf(row.lattice));
        for (const order of row.orders) expectTerms(actual.orders[order.order]!, termsOf(order));
        for (const [n, listed] of Object.entries(errors)) {
          expect(Math.abs(actual.errors[Number(n)]! - listed[r]!)).toBeLessThan(1e-9);
        }
      });
    });
  });
});

describe('the refinement experiment', () => {
  const refinements = refineAll(EXPERIMENT_FIELDS, plans);

  plans.forEach(({ name, fields }, p) => {
    it(`finds errors of order n falling as a^(n+1), ${name} offsets, ${fields} field`, () => {
      const slopes = refinements[p]!.slopes.slice(0, 4);
      slopes.forEach((slope, n) => {
        expect(Math.abs(slope - (n + 1)), `order ${n}: ${slope}`).toBeLessThan(0.1);
      });
    });
  });

  it('sees an expansion about the wrong place', () => {
    const offsets = OFFSETS.midLink;
    const plan = { offsets, fields: 'one', sizes: [32, 64, 128], order: 2 } as const;
    const wrong = {
      ...EXPERIMENT_FIELDS,
      weights: [EXPERIMENT_FIELDS.weights[1]!],
    };
    const right = refine(EXPERIMENT_FIELDS, plan).rows[2]!;
    const other = refine(wrong, plan).rows[2]!;
    // The orders of one field are nothing like the lattice of another.
    const sum = (terms: LagrangianTerms): number => terms.coupling + terms.fluxSquared;
    expect(Math.abs(sum(right.orders[0]!) - sum(other.lattice))).toBeGreaterThan(0.1);
  });

  it('comes in pieces that say how far it is, to the same result', () => {
    const plan = { offsets: OFFSETS.paper, fields: 'perTap', sizes: [16, 32], order: 2 } as const;
    const shares: number[] = [];
    const pieces = refineInPieces(EXPERIMENT_FIELDS, plan);
    for (;;) {
      const next = pieces.next();
      if (next.done === true) {
        expect(next.value).toEqual(refine(EXPERIMENT_FIELDS, plan));
        break;
      }
      shares.push(next.value);
    }
    expect(shares.length).toBeGreaterThan(16 + 32);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeCloseTo(1, 12);
  });

  it('refuses lattices that share no places, and a single one', () => {
    const plan = { offsets: OFFSETS.paper, fields: 'one', order: 1 } as const;
    expect(() => refine(EXPERIMENT_FIELDS, { ...plan, sizes: [20, 40] })).toThrow('multiple of 16');
    expect(() => refine(EXPERIMENT_FIELDS, { ...plan, sizes: [32] })).toThrow('at least two');
  });
});
