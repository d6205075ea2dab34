import { formatCount } from '../../src/run/format.js';
import { orNone } from './continuumFacts.js';
import type { ContinuumBlock, ContinuumStep } from './records.js';

/** The pictures of one link's kernel. */
export type LinkKernel = NonNullable<NonNullable<ContinuumBlock['kernels']>[number]>;
/** One of them, in an order of the neurons. */
export type KernelOrder = LinkKernel['orders'][number];

/** All links of which there is a picture, by m. */
export const kernelsOf = ({ blocks }: ContinuumStep): { readonly m: number; readonly kernel: LinkKernel }[] =>
  blocks.flatMap(({ start, kernels }) =>
    (kernels ?? []).flatMap((kernel, i) => (kernel ? [{ m: start + i, kernel }] : [])),
  );

export const ORDER_NAMES: Readonly<Record<KernelOrder['order'], string>> = {
  fiedler: 'spectral seriation',
  labels: 'labels',
};

/** How the neurons of a picture are ordered, in a sentence. */
const ORDER_TEXTS: Readonly<Record<KernelOrder['order'], string>> = {
  fiedler:
    'Labels of neurons are arbitrary: rows and columns are ordered by the second singular vectors of |W| with its degrees divided out (spectral seriation).',
  labels: 'Rows and columns in the order of the neurons’ labels, which is arbitrary.',
};

/** max |W| of the cells: both ends of the colours. */
export const kernelRange = ({ values }: KernelOrder): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** What to read off a picture. */
export function kernelCaption(step: number, m: number, kernel: LinkKernel, order: KernelOrder): string {
  const { rowSpan, columnSpan } = kernel;
  const cells =
    rowSpan * columnSpan > 1 ? ` A cell is the mean over ${rowSpan} × ${columnSpan} neurons.` : '';
  const width =
    typeof order.nonLocality !== 'number'
      ? 'All weights are 0.'
      : `Non-locality in width ${orNone(order.nonLocality)}: 0 on the diagonal, 1 for a kernel that is the same everywhere, as independent weights are; Eq. (8) then stays an integral over x′.`;
  return `W(x, x′) of layer ${m} before step ${formatCount(step)}. ${width} ${ORDER_TEXTS[order.order]}${cells}`;
}

/** The picture in words, for those who do not see it. */
export const kernelSummary = (m: number, order: KernelOrder): string =>
  `Heat map of the weights of layer ${m}, ${order.outputs.length} outputs by ${order.inputs.length} inputs, ordered by ${ORDER_NAMES[order.order]}: values from ${orNone(Math.min(...order.values))} to ${orNone(Math.max(...order.values))}, non-locality ${orNone(order.nonLocality)}.`;

/** Which neurons a cell is of, and its value; undefined beside the picture. */
export function kernelCellText(
  { rows, columns, rowSpan, columnSpan }: LinkKernel,
  { outputs, inputs, values }: KernelOrder,
  row: number,
  column: number,
): string | undefined {
  if (row < 0 || column < 0 || row >= rows || column >= columns) return undefined;
  const names = (labels: readonly number[], first: number, span: number): string => {
    const shown = labels.slice(first, first + span);
    return shown.length === 1 ? `neuron ${shown[0]}` : `neurons ${shown.join(', ')}`;
  };
  const to = names(outputs, row * rowSpan, rowSpan);
  const from = names(inputs, column * columnSpan, columnSpan);
  return `${orNone(values[row * columns + column])}: from ${from} to ${to}`;
}
