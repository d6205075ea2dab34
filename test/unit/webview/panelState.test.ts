import { describe, expect, it } from 'vitest';
import { initialState, readState, type PanelState } from '../../../webview/model/panelState.js';

const URI = 'file:///deep-tanh.bbd.yaml';

describe('readState', () => {
  it('brings back what was stored', () => {
    const state: PanelState = {
      specUri: URI,
      symmetricLog: false,
      logMagnitude: true,
      hiddenSeries: ['bulk'],
      hiddenTerms: ['coupling'],
      termScaling: 'freedom',
      logLayerTerms: false,
      hiddenLayerTerms: ['coupling'],
      logPower: true,
      logForces: false,
      logDynamics: false,
      logMotion: false,
      logContinuum: false,
      logBoundary: false,
      hiddenBoundary: ['loss'],
      logValidity: false,
      hiddenValidity: ['cubic'],
      massPerRate: true,
      logKinetic: false,
      logOrder: true,
      forkAtOnce: true,
      logNoise: false,
      hiddenDynamics: ['balanceRatio'],
      mapQuantity: 'coupling',
      mapScaling: 'freedom',
      view: 'definitions',
      selection: { run: 3, step: 40 },
      stepRange: { run: 'a', range: { span: 100, end: 'latest' } },
      scrollTop: 120,
    };
    expect(readState(JSON.parse(JSON.stringify(state)), URI)).toEqual(state);
  });

  it('starts anew from nothing and from nonsense', () => {
    for (const stored of [undefined, null, 7, 'state', []]) {
      expect(readState(stored, URI)).toEqual(initialState(URI));
    }
  });

  it('takes the initial value for a part that it does not understand', () => {
    const stored = {
      symmetricLog: 'yes',
      hiddenSeries: ['bulk', 'entropy'],
      selection: { run: 'x' },
      scrollTop: -5,
    };
    expect(readState(stored, URI)).toEqual({ ...initialState(URI), hiddenSeries: ['bulk'] });
  });

  it('keeps the address of the spec that the page was made for', () => {
    expect(readState({ specUri: 'file:///other.bbd.yaml' }, URI).specUri).toBe(URI);
  });
});
