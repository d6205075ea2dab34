import { describe, expect, it } from 'vitest';
import { DYNAMICS_SERIES, LAGRANGIAN_SERIES } from '../../../src/protocol/panel.js';
import { findQuantity } from '../../../src/quantities/quantities.js';
import { energyFacts } from '../../../webview/model/dynamicsFacts.js';
import { FORCE_KEYS, POWER_KEYS } from '../../../webview/model/energyLines.js';
import { KINETIC_KEYS, kineticFact } from '../../../webview/model/kineticEnergy.js';
import { MOTION_KEYS, motionFacts } from '../../../webview/model/motionSymmetry.js';
import { momentsRows, statisticsFacts } from '../../../webview/model/statisticsFacts.js';
import { STATISTICS_LINES } from '../../../webview/model/statisticsLines.js';
import { TERM_KEYS } from '../../../webview/model/terms.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { statisticsRecord } from '../run/statisticsRecords.js';

/** What is a case of a quantity that is defined under another name. */
const CASES: Readonly<Record<string, string>> = {
  activitySquared: 'density',
  inputCoupling: 'coupling',
  inputFluxSquared: 'fluxSquared',
  initialCorrelationLength: 'correlationLength',
  initialNeighbourOrder: 'neighbourOrder',
  shuffledOrder: 'neighbourOrder',
};

describe('what the panel shows', () => {
  it('is defined in the table of quantities, every number of it', () => {
    const dynamics = dynamicsRecord(1);
    const statistics = statisticsRecord(1);
    const facts = [
      ...energyFacts(dynamics),
      kineticFact(dynamics, true),
      ...statisticsFacts(statistics),
      ...motionFacts(statistics),
    ];
    const shown = [
      ...facts.map(({ id }) => id),
      ...momentsRows(statistics).map(({ key }) => key),
      ...TERM_KEYS,
      ...LAGRANGIAN_SERIES,
      ...DYNAMICS_SERIES,
      ...POWER_KEYS,
      ...FORCE_KEYS,
      ...KINETIC_KEYS,
      ...MOTION_KEYS,
      ...Object.keys(STATISTICS_LINES),
    ];
    expect(shown.filter((id) => findQuantity(CASES[id] ?? id) === undefined)).toEqual([]);
  });
});
