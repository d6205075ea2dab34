import { EXPERIMENT_FIELDS } from '../continuum/experimentFields.js';
import { OFFSETS } from '../continuum/offsets.js';
import { refineAll, type Refinement } from '../continuum/refinement.js';
import { formatValue } from '../run/format.js';
import { EXIT, type ExitCode } from './exitCodes.js';
import type { RefineCommand } from './refineArguments.js';
import type { Terminal } from './terminal.js';

/** Orders of the expansion: 0 to this one. */
const HIGHEST_ORDER = 3;

/** Samples smooth fields on finer and finer lattices and writes how the error of each order of the gradient expansion falls. */
export function runRefine(command: RefineCommand, { writeOut }: Terminal): ExitCode {
  const names = command.offsets.flatMap((name) => command.fields.map((fields) => ({ name, fields })));
  const refinements = refineAll(
    EXPERIMENT_FIELDS,
    names.map(({ name, fields }) => ({
      offsets: OFFSETS[name],
      fields,
      sizes: command.sizes,
      order: HIGHEST_ORDER,
    })),
  );
  const named = refinements.map((refinement, i) => ({ name: names[i]!.name, refinement }));
  if (command.format === 'json') {
    const experiments = named.map(({ name, refinement: { offsets, ...rest } }) => ({
      offsets: { name, ...offsets },
      ...rest,
    }));
    writeOut(`${JSON.stringify({ format: 'bbd-refine/1', smoothFields: EXPERIMENT_FIELDS, experiments })}\n`);
  } else {
    writeOut(HEAD + named.map(({ name, refinement }) => writeTable(name, refinement)).join(''));
  }
  return EXIT.done;
}

const HEAD = `Gradient expansion of a local network: the same smooth fields on lattices of N x N neurons.
Errors of the orders 0 ... n together: root mean square over neurons, K_z + C + F.
The slope of log error against log spacing must be n + 1.
`;

function writeTable(name: string, { offsets, fields, rows, slopes }: Refinement): string {
  const { alphaX, betaX, alphaY, betaY } = offsets;
  const columns = [
    ['N', ...rows.map(({ neurons }) => `${neurons}`), 'slope'],
    ['a_x', ...rows.map(({ depthSpacing }) => formatValue(depthSpacing)), ''],
    ['a_y', ...rows.map(({ widthSpacing }) => formatValue(widthSpacing)), ''],
    ...slopes.map((slope, n) => [
      `n = ${n}`,
      ...rows.map(({ placeErrors }) => placeErrors[n]!.toExponential(2)),
      slope.toFixed(2),
    ]),
  ];
  const widths = columns.map((column) => Math.max(...column.map((cell) => cell.length)));
  const lines = columns[0]!.map((_, row) =>
    columns.map((column, c) => column[row]!.padStart(widths[c]!)).join('  '),
  );
  const weights = fields === 'one' ? 'one weight field' : 'a weight field per tap';
  return `
${name}: (alpha_x, beta_x; alpha_y, beta_y) = (${alphaX}, ${betaX}; ${alphaY}, ${betaY}), ${weights}
${lines.join('\n')}
`;
}
