import type { Frame } from '../run/frame.js';
import { FRAME_NUMBERS, NETWORK_DYNAMICS, NETWORK_STATISTICS } from '../run/numbers.js';
import type { ExportedRun } from './exportedRun.js';
import { quantityColumn, STEP_COLUMN, type Cell, type Table } from './table.js';

const COLUMNS = [
  STEP_COLUMN,
  ...FRAME_NUMBERS.map((id) => quantityColumn(id, 'At steps that were not decomposed.')),
  quantityColumn('validationLoss', 'At steps where it was not taken.'),
  ...Object.keys(NETWORK_DYNAMICS).map((id) =>
    quantityColumn(id, 'At steps whose dynamics were not recorded (analysis.dynamics).'),
  ),
  ...Object.keys(NETWORK_STATISTICS).map((id) =>
    quantityColumn(id, 'At steps without statistics (analysis.statistics).'),
  ),
];

/**
 * One row a step that anything was recorded of, with the numbers of the whole network. The last row may be of the step behind
 * the last one, with the validation loss of the final parameters.
 */
export function networkTable({ recorded }: ExportedRun): Table {
  return { columns: COLUMNS, rows };

  function* rows(): Generator<readonly Cell[]> {
    const validation = new Map(recorded.validation.points.map(({ step, loss }) => [step, loss]));
    const dynamics = new Map(recorded.dynamics.map((record) => [record.step, record]));
    const statistics = new Map(recorded.statistics.map((record) => [record.step, record]));
    const row = (step: number, frame: Frame | undefined): readonly Cell[] => {
      const [ofDynamics, ofStatistics] = [dynamics.get(step), statistics.get(step)];
      return [
        step,
        ...FRAME_NUMBERS.map((column) => frame?.[column]),
        validation.get(step),
        ...Object.values(NETWORK_DYNAMICS).map((read) => ofDynamics && read(ofDynamics)),
        ...Object.values(NETWORK_STATISTICS).map((read) => ofStatistics && read(ofStatistics)),
      ];
    };

    const others = [...new Set([...validation.keys(), ...dynamics.keys(), ...statistics.keys()])];
    others.sort((a, b) => a - b);
    let next = 0;
    for (const frame of recorded.frames()) {
      while (others[next] !== undefined && others[next]! < frame.step) yield row(others[next++]!, undefined);
      if (others[next] === frame.step) next++;
      yield row(frame.step, frame);
    }
    for (; next < others.length; next++) yield row(others[next]!, undefined);
  }
}
