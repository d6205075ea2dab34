import { describeFeature, effectOf } from './deviationEffects.js';
import { fixesOfDeviation } from './deviationFixes.js';
import { modelOf, type Deviation } from './deviations.js';
import type { FeatureName } from './features.js';
import { makeFinding } from './finding.js';
import type { HiddenLayer } from './hiddenLayers.js';
import type { LintContext } from './lintContext.js';
import { relatedPlaces } from './occurrences.js';
import { placeOfFeature } from './places.js';
import type { SymmetryCode } from './symmetryCodes.js';
import type { Finding } from './types.js';
import { capitalize, writeLayers } from './wording.js';

const CODES: Readonly<Record<FeatureName, SymmetryCode>> = {
  kind: 'symmetry.kind',
  width: 'symmetry.width',
  activation: 'symmetry.activation',
  initializer: 'symmetry.initializer',
  learningRate: 'symmetry.learningRate',
  weightDecay: 'symmetry.weightDecay',
  norm: 'symmetry.norm',
  inputNorm: 'symmetry.norm',
  skip: 'symmetry.skip',
  kernel: 'symmetry.kernel',
  groups: 'symmetry.groups',
  padding: 'symmetry.padding',
  pool: 'symmetry.kind',
};

/** `Layer 4 has relu where its block (layers 1–7) has tanh` */
function compare(deviation: Deviation): string {
  const { layers, reference, feature } = deviation;
  const several = layers.length > 1;
  const verb = feature.name === 'kind' ? (several ? 'are' : 'is') : several ? 'have' : 'has';
  const subject = `${capitalize(writeLayers(layers.map(({ k }) => k)))} ${verb} ${describeFeature(deviation, layers[0]!)}`;
  const other = describeFeature(deviation, modelOf(reference));
  const otherVerb = feature.name === 'kind' ? 'is' : 'has';
  if (reference.kind === 'neighbour') {
    return `${subject} where layer ${reference.layer.k} before ${several ? 'them' : 'it'} ${otherVerb} ${other}`;
  }
  const { first, last, period } = reference;
  const extent = `layers ${first}–${last}${period === 1 ? '' : `, period ${period}`}`;
  const place = period === 1 ? '' : ' at this place of the period';
  return `${subject} where ${several ? 'their' : 'its'} block (${extent}) ${otherVerb} ${other}${place}`;
}

/** The nearest layers before and after a deviation that it is compared with, then its own further layers. */
function related(deviation: Deviation, { places }: LintContext): NonNullable<Finding['related']> {
  const { layers, reference, feature } = deviation;
  const [first, last] = [layers[0]!.k, layers.at(-1)!.k];
  const models: (HiddenLayer | undefined)[] =
    reference.kind === 'neighbour'
      ? [reference.layer]
      : [
          reference.alike.findLast(({ k }) => k < first),
          reference.alike.find(({ k }) => k > last) ?? reference.alike.find(({ k }) => k > first),
        ];
  const rangeOf = (hidden: HiddenLayer) => places.rangeOf(placeOfFeature(feature, hidden));
  return relatedPlaces(rangeOf(layers[0]!), [
    ...models
      .filter((model) => model !== undefined)
      .map((model) => ({
        message: `Layer ${model.k} is compared with: ${describeFeature(deviation, model)}`,
        range: rangeOf(model),
      })),
    ...layers.slice(1).map((layer) => ({
      message: `Layer ${layer.k} differs in the same way`,
      range: rangeOf(layer),
    })),
  ]);
}

/** A skip over several links is said as such: how far it reaches matters more than that it is alone. */
const isLongSkip = ({ feature, layers }: Deviation): boolean =>
  feature.name === 'skip' && layers.some(({ link }) => link.skips.some(({ span }) => span > 1));

/** Opaque layers are told apart by a finding of their own. */
const isOpaque = ({ feature, layers }: Deviation): boolean =>
  feature.name === 'kind' && layers.every(({ link }) => link.type === 'opaque');

/** What differs from layer to layer (THEORY §6.3). */
export function findDeviationFindings(context: LintContext): readonly Finding[] {
  return context.deviations
    .filter((deviation) => !isLongSkip(deviation) && !isOpaque(deviation))
    .map((deviation) => {
      const effect = effectOf(deviation, context);
      return makeFinding({
        code: CODES[deviation.feature.name],
        message: `${compare(deviation)}: ${effect.text}`,
        symmetry: 'Depth translation',
        range: context.places.rangeOf(placeOfFeature(deviation.feature, deviation.layers[0]!)),
        size: effect.size,
        links: effect.links,
        related: related(deviation, context),
        fixes: () => fixesOfDeviation(deviation, context),
      });
    });
}
