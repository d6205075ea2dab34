import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import { FRAME_COLUMNS, type Frame } from '../run/frame.js';
import type { ExportedRun } from './exportedRun.js';
import { quantityColumn, STEP_COLUMN, type Cell, type Table } from './table.js';

type FrameQuantity = Exclude<(typeof FRAME_COLUMNS)[number], 'step'>;
const FRAME_QUANTITIES = FRAME_COLUMNS.filter((column): column is FrameQuantity => column !== 'step');

/** What the dynamics have of the whole network; the current is that through the output, P_M. */
const DYNAMICS: Readonly<Record<string, (record: DynamicsRecord) => number | undefined>> = {
  powerCurrent: ({ energy }) => energy.powerCurrent.at(-1),
  continuityResidual: ({ energy }) => energy.continuityResidual,
  balanceRatio: ({ energy }) => energy.balanceRatio.value,
  overdamping: ({ inertia }) => inertia.overdamping.value?.number,
  damping: ({ inertia }) => inertia.inertia.value?.forms[0].damping,
  mass: ({ inertia }) => inertia.inertia.value?.forms[0].mass,
  action: ({ inertia }) => inertia.action.value?.normalised,
};

const STATISTICS: Readonly<Record<string, (record: StatisticsRecord) => number | undefined>> = {
  correlation: ({ boundary }) => boundary.correlation.value,
  noiseTrace: ({ noise }) => noise.value?.trace,
  noiseScale: ({ noise }) => noise.value?.noiseScale.value,
  participation: ({ noise }) => noise.value?.participation.value,
  temperature: ({ noise }) => noise.value?.temperature.value,
};

const COLUMNS = [
  STEP_COLUMN,
  ...FRAME_QUANTITIES.map((id) => quantityColumn(id, 'At steps that were not decomposed.')),
  quantityColumn('validationLoss', 'At steps where it was not taken.'),
  ...Object.keys(DYNAMICS).map((id) =>
    quantityColumn(id, 'At steps whose dynamics were not recorded (analysis.dynamics).'),
  ),
  ...Object.keys(STATISTICS).map((id) =>
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
        ...FRAME_QUANTITIES.map((column) => frame?.[column]),
        validation.get(step),
        ...Object.values(DYNAMICS).map((read) => ofDynamics && read(ofDynamics)),
        ...Object.values(STATISTICS).map((read) => ofStatistics && read(ofStatistics)),
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
