import { quantity } from '../quantities/quantities.js';
import { decimate } from '../run/decimate.js';
import type { ChartData, ChartLine } from '../run/chartData.js';
import type { ExportedRun } from './exportedRun.js';

/** Points of a line: the picture is some 600 pixels wide. */
const MOST_POINTS = 600;

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2], [1, 2]];

/** A chart of the report, and what to read off it. */
export interface ReportChart {
  readonly chart: ChartData;
  readonly caption: string;
}

const lineOf = (id: string, index: number, x: ArrayLike<number>, y: ArrayLike<number>): ChartLine => ({
  name: id,
  dash: DASHES[index % DASHES.length] ?? [],
  x,
  y,
});

/** The charts of a run, those for which something was recorded; the names of their lines are ids of quantities. */
export function reportCharts(run: ExportedRun): readonly ReportChart[] {
  return [lagrangianChart(run), termsChart(run), currentChart(run), dampingChart(run)].filter(
    (chart) => chart !== undefined,
  );
}

function lagrangianChart({ recorded }: ExportedRun): ReportChart | undefined {
  const ids = ['loss', 'bulk', 'boundary', 'lagrangian'] as const;
  const frames = [...recorded.frames()];
  if (frames.length === 0) return undefined;
  const steps = Float64Array.from(frames, ({ step }) => step);
  const lines = ids.map((id, i) => {
    const { steps: x, values } = decimate(
      steps,
      Float64Array.from(frames, (frame) => frame[id]),
      MOST_POINTS,
    );
    return lineOf(id, i, x, values);
  });
  const { points } = recorded.validation;
  if (points.length > 0) {
    const x = points.map(({ step }) => step);
    const y = points.map(({ loss }) => loss);
    lines.push(lineOf('validationLoss', lines.length, x, y));
  }
  return {
    chart: {
      title: 'Lagrangian over steps',
      xLabel: 'step',
      yLabel: quantity('bulk').unit,
      yScale: 'symmetricLog',
      lines,
    },
    caption:
      'The Lagrangian is the sum of bulk and boundary. Large parts of the two cancel: its kinetic part is small beside each of them. Symmetric logarithmic axis.',
  };
}

function termsChart({ recorded }: ExportedRun): ReportChart | undefined {
  const frame = lastOf(recorded.frames());
  if (frame === undefined) return undefined;
  const ids = ['weightKinetic', 'neuronKinetic', 'coupling', 'fluxSquared'] as const;
  const layers = frame.layers.map((_, m) => m);
  const lines = ids.map((id, i) =>
    lineOf(
      id,
      i,
      layers,
      frame.layers.map((terms) => terms[id]),
    ),
  );
  return {
    chart: {
      title: `Terms of every layer at step ${frame.step}`,
      xLabel: 'layer m',
      yLabel: quantity('weightKinetic').unit,
      yScale: 'symmetricLog',
      lines,
    },
    caption:
      'A network that is symmetric along depth has flat lines in its bulk. Symmetric logarithmic axis.',
  };
}

function currentChart({ recorded }: ExportedRun): ReportChart | undefined {
  const record = recorded.dynamics.at(-1);
  if (record === undefined) return undefined;
  const { powerCurrent, absorbedPower } = record.energy;
  return {
    chart: {
      title: `Power through depth at step ${record.step}`,
      xLabel: 'm: interface in front of layer m, and layer m',
      yLabel: quantity('powerCurrent').unit,
      yScale: 'linear',
      lines: [
        lineOf('powerCurrent', 0, [...powerCurrent.keys()], powerCurrent),
        lineOf('absorbedPower', 1, [...absorbedPower.keys()], absorbedPower),
      ],
    },
    caption:
      'Power enters at the output, on the right, and flows towards the input; what a layer absorbs is the difference of the currents on both sides of it.',
  };
}

function dampingChart({ recorded }: ExportedRun): ReportChart | undefined {
  const known = recorded.dynamics.flatMap(({ step, inertia }) => {
    const { value } = inertia.overdamping;
    return value === undefined ? [] : [{ step, number: value.number }];
  });
  if (known.length < 2) return undefined;
  const line = lineOf(
    'overdamping',
    0,
    known.map(({ step }) => step),
    known.map(({ number }) => number),
  );
  return {
    chart: {
      title: 'Overdamping number over steps',
      xLabel: 'step',
      yLabel: 'ρ, a pure number',
      yScale: 'symmetricLog',
      lines: [line],
    },
    caption: 'Well below 1 the motion has forgotten its inertia. Logarithmic axis.',
  };
}

function lastOf<T>(items: Iterable<T>): T | undefined {
  let last: T | undefined;
  for (const item of items) last = item;
  return last;
}
