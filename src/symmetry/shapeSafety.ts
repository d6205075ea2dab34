import type { Link } from '../network/types.js';

/**
 * Whether shapes still agree where layers get other widths: at skips, tied layers, groups and the head.
 * @param widths new number of units or filters, by link
 */
export function shapesAgree(links: readonly Link[], widths: ReadonlyMap<number, number>): boolean {
  if (widths.has(links.length - 1)) return false;
  const after = widthsAfter(links, widths);
  const widthOf = (m: number): number | undefined => after[m];
  const changed = (m: number): boolean => m >= 0 && widthOf(m) !== links[m]?.outputShape.at(-1);
  return links.every((link) => {
    const { m, tiedTo } = link;
    const skipsAgree = link.skips.every(({ from }) => {
      if (!changed(m) && !changed(from - 1)) return true;
      const source = links[from - 1];
      return source?.outputShape.length === link.outputShape.length && widthOf(from - 1) === widthOf(m);
    });
    const tiesAgree =
      tiedTo === undefined ||
      ![m, m - 1, tiedTo, tiedTo - 1].some(changed) ||
      (widthOf(m) === widthOf(tiedTo) && widthOf(m - 1) === widthOf(tiedTo - 1));
    return skipsAgree && tiesAgree && groupsDivide(link, widthOf(m), m === 0 ? undefined : widthOf(m - 1));
  });
}

/** Last number of each link's output shape: a local link has that of the link before. */
function widthsAfter(
  links: readonly Link[],
  widths: ReadonlyMap<number, number>,
): readonly (number | undefined)[] {
  const after: (number | undefined)[] = [];
  for (const { m, type, outputShape } of links) {
    const before = links[m - 1]?.outputShape.at(-1);
    const follows = type === 'local' && m > 0 && after[m - 1] !== before;
    after.push(widths.get(m) ?? (follows ? after[m - 1] : outputShape.at(-1)));
  }
  return after;
}

function groupsDivide(link: Link, width: number | undefined, widthBefore: number | undefined): boolean {
  if ((link.type !== 'conv1d' && link.type !== 'conv2d') || link.groups === 1) return true;
  const inputs = widthBefore ?? link.inputShape.at(-1) ?? 1;
  return (width ?? 1) % link.groups === 0 && inputs % link.groups === 0;
}
