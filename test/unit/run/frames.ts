import type { BiasRole } from '../../../src/decomposition/biasRole.js';
import type { LayerTerms } from '../../../src/decomposition/types.js';
import { frameWidth, packFrame, type Frame } from '../../../src/run/frame.js';

/** A frame whose every number is another one, so that a mix-up of columns is seen. */
export function makeFrame(step: number, biases: readonly BiasRole[], atRest = false): Frame {
  let next = step * 1000;
  const number = (): number => ++next / 7;
  const layers = biases.map((bias): LayerTerms => {
    const gap = bias === 'none' ? 'noBias' : bias === 'frozen' ? 'frozen' : atRest ? 'atRest' : undefined;
    const undefinedResidual = gap !== undefined;
    return {
      weightKinetic: number(),
      neuronKinetic: number(),
      coupling: -number(),
      fluxSquared: number(),
      biasKinetic: undefinedResidual ? 0 : number(),
      residual: undefinedResidual ? undefined : number(),
      residualGap: gap,
      residualOfLargestTerm: number(),
      sectorSpread: undefinedResidual ? undefined : number(),
    };
  });
  return {
    step,
    trainingLoss: number(),
    loss: number(),
    bulk: number(),
    boundary: -number(),
    lagrangian: number(),
    residual: atRest ? undefined : number(),
    layers,
  };
}

export function packFrames(frames: readonly Frame[], links: number): Float64Array {
  const packed = new Float64Array(frames.length * frameWidth(links));
  frames.forEach((frame, i) => {
    packFrame(frame, packed, i * frameWidth(links));
  });
  return packed;
}
