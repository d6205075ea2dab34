import type { Link, Skip } from '../network/types.js';
import { makeFinding, makeFix } from './finding.js';
import type { LintContext } from './lintContext.js';
import { editEach, furtherPlaces, groupAlike, relatedPlaces, type Occurrence } from './occurrences.js';
import { removeSkips } from './skipFixes.js';
import type { Finding } from './types.js';
import { writeLinks } from './wording.js';

/** The longest skip of a link over more than one link. */
function longSkip({ skips }: Link): Skip | undefined {
  const long = skips.filter(({ span }) => span > 1);
  return long.reduce<Skip | undefined>((a, b) => (a === undefined || b.span > a.span ? b : a), undefined);
}

/**
 * Skips over several links: they couple z^(m+1) with z^(m+1−s), so that the interaction has range s. Inside a cell that
 * repeats as a whole, a skip couples the cells' ends, nearest neighbours along the cells: nothing to say (THEORY §5d).
 */
export function findLongSkips(context: LintContext): readonly Finding[] {
  const { deviations, pattern, places } = context;
  const deviating = new Set(
    deviations
      .filter(({ feature }) => feature.name === 'skip')
      .flatMap(({ layers }) => layers.map(({ k }) => k)),
  );
  const long = context.links.filter((link) => {
    const skip = longSkip(link);
    return (
      link.m > 0 &&
      skip !== undefined &&
      (skip.span > pattern.period || deviating.has(link.m) || link.m === context.links.length - 1)
    );
  });
  const occurrences = long.map((link): Occurrence => {
    const skip = longSkip(link);
    const layer = skip?.layer ?? link.layer;
    return {
      link,
      detail: skip?.span ?? 0,
      place: { layer, key: layer === link.layer ? 'skipFrom' : 'type' },
    };
  });
  return groupAlike(context, occurrences).map((group) => {
    const [{ link, place }] = group;
    const links = group.map((occurrence) => occurrence.link.m);
    const skip = longSkip(link);
    const [from, span] = [skip?.from ?? 0, skip?.span ?? 0];
    const source = context.links[from - 1];
    const range = places.rangeOf(place);
    return makeFinding({
      code: 'symmetry.longSkip',
      message: `A skip over ${span} links adds ${skip?.value === 'activation' ? 'h' : 'z'}^(${from}) to z^(${link.m + 1})${links.length > 1 ? ', and so on' : ''}: the terms of ${writeLinks(links)} couple layers that are ${span} apart, an interaction of range ${span} instead of nearest neighbours. Shorten it, or repeat the ${span} layers with their skip as one cell.`,
      symmetry: 'Depth translation',
      range,
      size: undefined,
      links,
      related:
        source === undefined
          ? []
          : [
              ...relatedPlaces(range, [
                {
                  message: `z^(${from}) comes from layer ${source.m}`,
                  range: places.rangeOf({ layer: source.layer, key: 'type' }),
                },
              ]),
              ...furtherPlaces(context, group),
            ],
      fixes: () => [
        makeFix(
          'Remove the skip',
          editEach(context, group, (each) => removeSkips(each.link, context)),
        ),
      ],
    });
  });
}
