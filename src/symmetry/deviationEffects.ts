import { ACTIVATION_NAMES, type ActivationName } from '../base/activation.js';
import { activationMoments } from './activationMoments.js';
import { modelOf, type Deviation } from './deviations.js';
import { sizeOfRatio } from './finding.js';
import type { HiddenLayer } from './hiddenLayers.js';
import type { LintContext } from './lintContext.js';
import { weightGain } from './meanField.js';
import { describeActivation } from './signature.js';
import { writeFactor, writeLinks } from './wording.js';

/** What a deviation does to the terms of the Lagrangian. */
interface DeviationEffect {
  /** Share R of the term that is changed; undefined where the functional form differs. */
  readonly size: number | undefined;
  /** After a colon: which terms, by how much. */
  readonly text: string;
  readonly links: readonly number[];
}

const ascending = (numbers: Iterable<number>): readonly number[] =>
  [...new Set(numbers)].sort((a, b) => a - b);

/** "is" for one link, "are" for several. */
const plural = (links: readonly number[], one: string, several: string): string =>
  links.length === 1 ? one : several;

/** Links of the layers themselves, and those that their neurons feed. */
const ownLinks = ({ layers }: Deviation): readonly number[] => ascending(layers.map(({ k }) => k));
const fedLinks = ({ layers }: Deviation): readonly number[] => ascending(layers.map(({ k }) => k + 1));

function widthEffect(deviation: Deviation): DeviationEffect {
  const [first] = deviation.layers;
  const here = first?.link.outputShape.at(-1) ?? 1;
  const there = modelOf(deviation.reference).link.outputShape.at(-1) ?? 1;
  const [own, fed] = [ownLinks(deviation), fedLinks(deviation)];
  // C and F of link 0 are boundary.
  const terms = own[0] === 0 && own.length === 1 ? 'K_z' : 'K_z, C and F';
  const links = ascending([...own, ...fed]);
  return {
    size: sizeOfRatio(here / there),
    text: `${terms} of ${writeLinks(own)} and K_W of ${writeLinks(links)} change by a factor ${writeFactor(here / there)} with the number of neurons, and where W is not square no field interpolates it along depth.`,
    links,
  };
}

const activationName = (text: string): ActivationName | undefined =>
  ACTIVATION_NAMES.find((name) => name === text);

function activationEffect(deviation: Deviation, context: LintContext): DeviationEffect {
  const links = fedLinks(deviation);
  const first = deviation.layers[0]!;
  const here = activationName(describeActivation(first.next));
  const there = activationName(describeActivation(modelOf(deviation.reference).next));
  const q = context.meanField()[first.k + 1] ?? 0;
  if (here !== undefined && there !== undefined && q > 0) {
    const [a, b] = [activationMoments(here, q), activationMoments(there, q)];
    const [weights, neurons] = [a.p / b.p, a.slope / b.slope];
    if (Number.isFinite(weights) && Number.isFinite(neurons)) {
      return {
        size: Math.max(sizeOfRatio(weights), sizeOfRatio(neurons)),
        text: `F and C of ${writeLinks(links)} change by a factor ${writeFactor(weights)} (p′/p, what the weights drive) and ${writeFactor(neurons)} (χ′/χ, what the neurons drive) at q = ${writeFactor(q)}.`,
        links,
      };
    }
  }
  return {
    size: undefined,
    text: `F and C of ${writeLinks(links)} have another nonlinearity in them.`,
    links,
  };
}

function initializerEffect(deviation: Deviation): DeviationEffect {
  const links = ownLinks(deviation);
  const { link } = deviation.layers[0]!;
  const { initializer } = modelOf(deviation.reference).link;
  const ratio = weightGain(link) / weightGain({ ...link, initializer });
  if (!Number.isFinite(ratio)) {
    return {
      size: 1,
      text: `the weights of the others start at 0, those of ${writeLinks(links)} do not.`,
      links,
    };
  }
  return {
    size: sizeOfRatio(ratio),
    text: `σ_w² and with it q and χ of ${writeLinks(links)} change by a factor ${writeFactor(ratio)} at the start of training.`,
    links,
  };
}

function learningRateEffect(deviation: Deviation): DeviationEffect {
  const links = ownLinks(deviation);
  const here = deviation.layers[0]!.link.learningRateMultiplier;
  const ratio = here / modelOf(deviation.reference).link.learningRateMultiplier;
  return {
    size: sizeOfRatio(ratio * ratio),
    text: `K_W and K_b of ${writeLinks(links)} change by a factor ${writeFactor(ratio * ratio)} (r²), and the mass 1/r of ${plural(links, 'its', 'their')} parameters by ${writeFactor(1 / ratio)}.`,
    links,
  };
}

function weightDecayEffect(deviation: Deviation): DeviationEffect {
  const links = ownLinks(deviation);
  const here = deviation.layers[0]!.link.weightDecay;
  const there = modelOf(deviation.reference).link.weightDecay;
  return {
    size: Math.abs(here - there) / Math.max(here, there),
    text: `the potential of ${writeLinks(links)} differs by ½Δλ‖W‖² with Δλ = ${writeFactor(here - there)}.`,
    links,
  };
}

const formEffect = (links: readonly number[], text: string): DeviationEffect => ({
  size: undefined,
  text,
  links,
});

/** @returns what changes, in words and numbers (THEORY §6.3) */
export function effectOf(deviation: Deviation, context: LintContext): DeviationEffect {
  const [own, fed] = [ownLinks(deviation), fedLinks(deviation)];
  switch (deviation.feature.name) {
    case 'width':
      return widthEffect(deviation);
    case 'activation':
      return activationEffect(deviation, context);
    case 'initializer':
      return initializerEffect(deviation);
    case 'learningRate':
      return learningRateEffect(deviation);
    case 'weightDecay':
      return weightDecayEffect(deviation);
    case 'kind':
      return formEffect(own, `f of ${writeLinks(own)} is another function of W and h.`);
    case 'norm':
      return formEffect(own, `f of ${writeLinks(own)} has another form: with a norm, z = g ⊙ N(Wh + b) + β.`);
    case 'inputNorm':
      return formEffect(fed, `${writeLinks(fed)} ${plural(fed, 'sees', 'see')} h through another function.`);
    case 'skip':
      return formEffect(
        own,
        `K_z and C of ${writeLinks(own)} have another form: with a skip they hold ż^(m+1) less what the skip brings.`,
      );
    case 'kernel':
      return formEffect(own, `f of ${writeLinks(own)} couples another number of neighbours.`);
    case 'groups':
      return formEffect(own, `f of ${writeLinks(own)} couples other channels.`);
    case 'padding':
      return formEffect(own, `f of ${writeLinks(own)} treats the ends in another way.`);
    case 'pool':
      return formEffect(fed, `${writeLinks(fed)} ${plural(fed, 'sees', 'see')} h through another function.`);
  }
}

/** What a layer has in a feature, after "has" or "is". */
export function describeFeature(deviation: Deviation, hidden: HiddenLayer): string {
  const { link, next } = hidden;
  const value = String(deviation.feature.read(hidden) ?? '');
  const none = value === 'none';
  switch (deviation.feature.name) {
    case 'kind':
      return link.type === 'opaque' ? link.className : link.type;
    case 'width':
      return `${value} ${link.type === 'dense' ? 'unit' : 'filter'}${value === '1' ? '' : 's'}`;
    case 'activation':
      return describeActivation(next) === 'linear' ? 'no activation' : value;
    case 'initializer':
      return `init ${value.replace(/ × 1$/, '')}`;
    case 'learningRate':
      return `learningRateMultiplier ${value}`;
    case 'weightDecay':
      return `weightDecay ${writeFactor(link.weightDecay)}`;
    case 'norm':
      return `${none ? 'no norm' : value} behind its weights`;
    case 'inputNorm':
      return `${none ? 'no norm' : value} behind its activation`;
    case 'skip':
      return none ? 'no skip' : `the skip "${value}"`;
    case 'kernel':
      return `kernel ${value}`;
    case 'groups':
      return `${value} group${value === '1' ? '' : 's'}`;
    case 'padding':
      return `padding ${value}`;
    case 'pool':
      return none ? 'no pool' : value;
  }
}
