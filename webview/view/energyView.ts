import type { RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { energyFacts } from '../model/dynamicsFacts.js';
import { DYNAMICS_LINES, DYNAMICS_SERIES, summarizeDynamics } from '../model/dynamicsLines.js';
import { depthEstimate } from '../model/estimates.js';
import {
  FORCE_KEYS,
  FORCE_LINES,
  forceValues,
  POWER_KEYS,
  POWER_LINES,
  powerValues,
  summarizeForces,
  summarizePower,
} from '../model/energyLines.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createDepthChart } from './depthChart.js';
import { element, setText } from './dom.js';
import { createFactTiles } from './factTiles.js';
import { createStepChart } from './stepChart.js';
import type { Theme } from './theme.js';

const atStep = ({ dynamics }: RunView): string =>
  dynamics === undefined ? '' : `At step ${formatCount(dynamics.step)}. `;

/** Where energy enters, where it goes, and what friction and inertia make of the motion. */
export function createEnergyView(context: PanelContext, theme: Theme): ThemedPart {
  const empty = element('p', { 'class': 'card caption', 'data-testid': 'energy-empty' });
  const tiles = createFactTiles('Energy and inertia of the step');
  const power = createDepthChart(context, theme, {
    testId: 'chart-power',
    title: 'Power through the depth',
    axis: 'power (loss per step)',
    lines: POWER_LINES,
    keys: POWER_KEYS,
    valuesOf: ({ dynamics }) => dynamics && powerValues(dynamics),
    estimateOf: ({ ensemble }) => depthEstimate(ensemble?.dynamics, powerValues),
    caption: (run) =>
      `${atStep(run)}Energy enters at the output and flows towards the input: P_m is what crosses the interface in front of layer m, a layer takes out the difference of its two.`,
    summary: ({ dynamics }) => summarizePower(dynamics),
    isLogarithmic: () => context.state.logPower,
    setLogarithmic: (logPower) => {
      context.remember({ logPower });
    },
  });
  const forces = createDepthChart(context, theme, {
    testId: 'chart-forces',
    title: 'Forces on the neurons',
    axis: 'force (loss per parameter)',
    lines: FORCE_LINES,
    keys: FORCE_KEYS,
    valuesOf: ({ dynamics }) => dynamics && forceValues(dynamics),
    estimateOf: ({ ensemble }) => depthEstimate(ensemble?.dynamics, forceValues),
    caption: (run) =>
      `${atStep(run)}On a continuous trajectory the forces from below and from above are equal; the difference is what the finite step leaves, and other samples than those of the step.`,
    summary: ({ dynamics }) => summarizeForces(dynamics),
    isLogarithmic: () => context.state.logForces,
    setLogarithmic: (logForces) => {
      context.remember({ logForces });
    },
  });
  const overSteps = createStepChart(context, theme, {
    testId: 'chart-dynamics',
    title: 'Damping and balance over steps',
    axis: 'pure number',
    lines: DYNAMICS_LINES,
    keys: DYNAMICS_SERIES,
    seriesOf: (run, key) => run.dynamicsSeries[key],
    bandOf: ({ ensemble }, key) => ensemble?.recordBands[key],
    caption:
      'Below ρ = 0.05 inertia does not matter; r_k falls from 1, gradient flow, towards 0, the edge of stability. A run by itself records energies at up to 50 steps, as many as take about a tenth of its time; analysis.dynamics sets another rate.',
    missing: () => undefined,
    summary: summarizeDynamics,
    isLogarithmic: () => context.state.logDynamics,
    setLogarithmic: (logDynamics) => {
      context.remember({ logDynamics });
    },
    hidden: () => context.state.hiddenDynamics,
    setHidden: (hiddenDynamics) => {
      context.remember({ hiddenDynamics });
    },
  });
  const figures = element('div', { class: 'figures' }, power.root, overSteps.root, forces.root);
  const content = element('div', { class: 'results' }, tiles.root, figures);
  return {
    root: element('div', { 'class': 'view', 'data-testid': 'view-energy' }, empty, content),
    update(view) {
      const record = view.run?.dynamics;
      empty.hidden = record !== undefined;
      content.hidden = record === undefined;
      setText(
        empty,
        'No energies yet: they are computed at some analysed steps, as many as stay cheap beside the training, or at every n-th with analysis.dynamics: n in the spec (0: never); and at every step taken by hand.',
      );
      if (record !== undefined) tiles.show(energyFacts(record, view.run?.ensemble?.dynamics));
      for (const part of [power, forces, overSteps]) part.update(view);
    },
    setTheme(next) {
      for (const part of [power, forces, overSteps]) part.setTheme(next);
    },
  };
}
