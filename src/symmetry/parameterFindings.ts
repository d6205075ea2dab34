import type { Link } from '../network/types.js';
import { makeFinding, makeFix } from './finding.js';
import { hasInnerWeights } from './hiddenLayers.js';
import type { LintContext } from './lintContext.js';
import { editEach, furtherPlaces, groupAlike, relatedPlaces, type Occurrence } from './occurrences.js';
import type { Finding } from './types.js';
import { capitalize, writeLayers, writeLinks } from './wording.js';

const innerLinks = ({ layers }: LintContext): readonly Link[] =>
  layers.filter(hasInnerWeights).map(({ link }) => link);

const occurrences = (links: readonly Link[], key: string): readonly Occurrence[] =>
  links.map((link) => ({ link, place: { layer: link.layer, key }, detail: link.tiedTo ?? '' }));

/** The nearest link of the bulk that is not like these, where the finding then points to as well. */
function otherPlace(
  { places }: LintContext,
  links: readonly number[],
  others: readonly Link[],
  message: string,
): NonNullable<Finding['related']> {
  const [first] = links;
  const other = others.findLast(({ m }) => m < (first ?? 0)) ?? others[0];
  if (other === undefined) return [];
  return [
    { message: `Layer ${other.m} ${message}`, range: places.rangeOf({ layer: other.layer, key: 'type' }) },
  ];
}

/**
 * Layers of the bulk whose z is no degree of freedom of its own (THEORY §1.3), also where all are alike. With a norm
 * behind the weights its shift β is in the role of b.
 */
export function findBiasFindings(context: LintContext): readonly Finding[] {
  const { editor, places } = context;
  const inner = innerLinks(context);
  const lacks = ({ bias, norm }: Link): boolean => !bias && norm === undefined;
  const others = inner.filter((link) => !lacks(link));
  return groupAlike(context, occurrences(inner.filter(lacks), 'bias')).map((group) => {
    const links = group.map(({ link }) => link.m);
    const [{ place }] = group;
    const several = links.length > 1;
    const consequence =
      others.length === 0
        ? 'All of the bulk is alike in this, so depth translation holds, but nothing of the neurons is left in it'
        : `Depth translation is broken at ${writeLinks(links)}`;
    const range = places.rangeOf(place);
    return makeFinding({
      code: 'symmetry.bias',
      message: `${capitalize(writeLayers(links))} ${several ? 'have' : 'has'} no bias: z is fixed by the weights, and the neuron sector of ${writeLinks(links)} carries no energy of its own (K_z + C + F = 0 by constraint, 100 % of K_b is missing). ${consequence}.`,
      range,
      size: 1,
      links,
      related: [
        ...furtherPlaces(context, group),
        ...relatedPlaces(range, otherPlace(context, links, others, 'has a bias')),
      ],
      fixes: () => [
        makeFix(
          `Add the bias of ${writeLayers(links)}`,
          editEach(context, group, (each) => editor.set(each.place, 'true')),
        ),
      ],
    });
  });
}

/** Layers of the bulk whose parameters do not move: no kinetic energy, and z as without a bias. */
export function findFrozenFindings(context: LintContext): readonly Finding[] {
  const { editor, places } = context;
  const inner = innerLinks(context);
  const others = inner.filter(({ frozen }) => !frozen);
  return groupAlike(
    context,
    occurrences(
      inner.filter(({ frozen }) => frozen),
      'frozen',
    ),
  ).map((group) => {
    const links = group.map(({ link }) => link.m);
    const [{ place }] = group;
    const several = links.length > 1;
    const consequence =
      others.length === 0
        ? 'All of the bulk is frozen: only its boundary learns'
        : `Depth translation is broken at ${writeLinks(links)}`;
    const range = places.rangeOf(place);
    return makeFinding({
      code: 'symmetry.frozen',
      message: `${capitalize(writeLayers(links))} ${several ? 'are' : 'is'} frozen: K_W and K_b of ${writeLinks(links)} are 0 (100 % is missing), and with a frozen bias z is fixed by what comes before (K_z + C + F = 0 by constraint). ${consequence}.`,
      range,
      size: 1,
      links,
      related: [
        ...furtherPlaces(context, group),
        ...relatedPlaces(range, otherPlace(context, links, others, 'is not frozen')),
      ],
      fixes: () => [
        makeFix(
          `Unfreeze ${writeLayers(links)}`,
          editEach(context, group, (each) => editor.remove(each.place)),
          editEach(context, group, (each) => editor.set(each.place, 'false')),
        ),
      ],
    });
  });
}

/** Tied layers: an exact symmetry, but their shared biases do not count once for each. */
export function findTiedFindings(context: LintContext): readonly Finding[] {
  const { editor, places } = context;
  const tied = innerLinks(context).filter(({ tiedTo }) => tiedTo !== undefined);
  return groupAlike(context, occurrences(tied, 'tieWith')).map((group) => {
    const links = group.map(({ link }) => link.m);
    const [{ place, link }] = group;
    const several = links.length > 1;
    const owner = context.links[link.tiedTo ?? 0];
    const range = places.rangeOf(place);
    return makeFinding({
      code: 'symmetry.tied',
      severity: 'information',
      message: `${capitalize(writeLayers(links))} ${several ? 'share their' : 'shares its'} parameters with layer ${link.tiedTo}: translation between tied layers is exact, but there is one b for all of them. Their neuron sectors count as the mean over the tied links, since a sum would count K_b once for each.`,
      range,
      size: undefined,
      links,
      related:
        owner === undefined
          ? []
          : [
              ...relatedPlaces(range, [
                {
                  message: `Layer ${owner.m} has the parameters`,
                  range: places.rangeOf({ layer: owner.layer, key: 'type' }),
                },
              ]),
              ...furtherPlaces(context, group),
            ],
      fixes: () => [
        makeFix(
          `Give ${writeLayers(links)} parameters of ${several ? 'their' : 'its'} own`,
          editEach(context, group, (each) => editor.remove(each.place)),
        ),
      ],
    });
  });
}
