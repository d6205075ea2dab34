import type { ValueShape } from '../spec/valueType.js';
import type { Writing } from './keyTail.js';
import type { Snippet } from './objectSnippets.js';
import { alternatives } from './openShapes.js';

interface Template {
  readonly label: string;
  readonly detail: string;
  readonly documentation: string;
  /** Types of layer that it is made of. */
  readonly needs: readonly string[];
  /** Lines of the block style; a dash stands before the first one already. */
  readonly lines: readonly string[];
  readonly flow: string;
}

const DENSE = '{type: dense, units: ${2:32}, activation: ${3|tanh,relu,gelu,silu|}}';

const TEMPLATES: readonly Template[] = [
  {
    label: 'repeat',
    detail: ' equal layers: a symmetric bulk',
    documentation:
      'The same layers several times over, each copy with parameters of its own: a stretch of the bulk that is symmetric along depth.',
    needs: ['dense'],
    lines: ['repeat: ${1:4}', 'layers:', `  - ${DENSE}`],
    flow: `{repeat: \${1:4}, layers: [${DENSE}]}`,
  },
  {
    label: 'residual block',
    detail: ' z + W σ(z) + b',
    documentation:
      'A layer with a skip around it. Repeated, it is z⁽ᵐ⁺¹⁾ = z⁽ᵐ⁾ + W⁽ᵐ⁾ tanh(z⁽ᵐ⁾) + b⁽ᵐ⁾: the form that has a continuum limit along depth. Its units must be those of the layer before.',
    needs: ['residual', 'dense'],
    lines: ['type: residual', 'layers:', `  - ${DENSE}`],
    flow: `{type: residual, layers: [${DENSE}]}`,
  },
  {
    label: 'repeated residual blocks',
    detail: ' a symmetric residual bulk',
    documentation: 'Residual blocks in a row, each with parameters of its own.',
    needs: ['residual', 'dense'],
    lines: ['repeat: ${1:6}', 'layers:', '  - type: residual', '    layers:', `      - ${DENSE}`],
    flow: `{repeat: \${1:6}, layers: [{type: residual, layers: [${DENSE}]}]}`,
  },
];

/** Whole layers and groups of layers, where layers can stand. */
export function layerSnippets(shape: ValueShape, { flow, column }: Writing): readonly Snippet[] {
  const variants = alternatives(shape).find((one) => one.kind === 'variants');
  if (variants?.kind !== 'variants' || variants.discriminator !== 'type' || !('repeat' in variants.marked))
    return [];
  return TEMPLATES.filter(({ needs }) => needs.every((type) => Object.hasOwn(variants.variants, type))).map(
    ({ label, detail, documentation, lines, flow: inFlow }) => ({
      label,
      detail,
      documentation,
      insert: flow ? inFlow : lines.join(`\n${' '.repeat(column)}`),
    }),
  );
}
