import type { TextEdit } from '../base/textRange.js';
import { writeShape } from '../network/shape.js';
import type { ConvolutionLink, Link } from '../network/types.js';
import { makeFinding, makeFix } from './finding.js';
import { hasInnerWeights } from './hiddenLayers.js';
import type { LintContext } from './lintContext.js';
import { editEach, furtherPlaces, groupAlike, type Occurrence } from './occurrences.js';
import { placesOf } from './operationFindings.js';
import type { Finding, Fix } from './types.js';
import { capitalize, writeFactor, writeLayers, writeLinks, writePercent } from './wording.js';

const isConvolution = (link: Link): link is ConvolutionLink =>
  link.type === 'conv1d' || link.type === 'conv2d';

const innerConvolutions = ({ layers }: LintContext): readonly ConvolutionLink[] =>
  layers
    .filter(hasInnerWeights)
    .map(({ link }) => link)
    .filter(isConvolution);

const strides = ({ window }: ConvolutionLink): boolean => window.stride.some((step) => step > 1);

/** Places of the input along each axis that the kernel slides along; a row of N numbers is a line of them. */
const placesAlong = ({ inputShape, window }: ConvolutionLink): readonly number[] =>
  inputShape.slice(0, window.size.length);

/**
 * The share of places that zeros reach: 2⌊K/2⌋/N for each layer, together min(1, Σ 2⌊K/2⌋/N) (THEORY §6.3); with two
 * axes, what is not inside along both.
 */
export function paddedShare(
  layers: readonly { readonly places: readonly number[]; readonly kernel: readonly number[] }[],
): number {
  const axes = layers[0]?.kernel.length ?? 0;
  let inside = 1;
  for (let axis = 0; axis < axes; axis++) {
    const reached = layers.reduce(
      (sum, { places, kernel }) => sum + (2 * Math.floor((kernel[axis] ?? 1) / 2)) / (places[axis] ?? 1),
      0,
    );
    inside *= 1 - Math.min(1, reached);
  }
  return 1 - inside;
}

const shareOf = (links: readonly ConvolutionLink[]): number =>
  paddedShare(links.map((link) => ({ places: placesAlong(link), kernel: link.window.size })));

/** Pads all of these layers circularly: one alone would differ from the others. */
function padCircularly(links: readonly ConvolutionLink[], { editor }: LintContext): Fix | undefined {
  const fits = links.every((link) =>
    placesAlong(link).every((count, axis) => (link.window.size[axis] ?? 1) <= count),
  );
  const edits = new Map<string, TextEdit>();
  for (const { layer } of fits ? links : []) {
    const [edit] = editor.set({ layer, key: 'padding' }, 'circular') ?? [];
    if (edit === undefined) return undefined;
    edits.set(`${edit.range.start} ${edit.range.end}`, edit);
  }
  return edits.size === 0
    ? undefined
    : { title: `Pad ${writeLayers(links.map(({ m }) => m))} circularly`, edits: [...edits.values()] };
}

/** Zero padding: what a unit sees depends on how far from the end it stands. */
export function findZeroPadding(context: LintContext): readonly Finding[] {
  const { deviations, places } = context;
  // Where the padding itself is what differs, that is said once.
  const said = new Set(
    deviations
      .filter(({ feature }) => feature.name === 'padding')
      .flatMap(({ layers }) => layers.map(({ k }) => k)),
  );
  const padded = innerConvolutions(context).filter(
    (link) => link.window.padding === 'same' && !said.has(link.m) && shareOf([link]) > 0,
  );
  const byLink = new Map(padded.map((link) => [link.m, link]));
  return groupAlike(
    context,
    padded.map((link): Occurrence => ({
      link,
      place: { layer: link.layer, key: 'padding' },
      detail: shareOf([link]),
    })),
  ).map((group) => {
    const links = group.map(({ link }) => link.m);
    const convolutions = links.map((m) => byLink.get(m)).filter((link) => link !== undefined);
    const [{ place }] = group;
    const [first] = convolutions;
    const several = links.length > 1;
    const [each, together] = [shareOf(convolutions.slice(0, 1)), shareOf(convolutions)];
    const share = `${writePercent(each)} of the ${first === undefined ? '' : `${writeShape(placesAlong(first))} `}places${several ? ' of each' : ''} see them`;
    return makeFinding({
      code: 'symmetry.zeroPadding',
      message: `${capitalize(writeLayers(links))} ${several ? 'pad' : 'pads'} with zeros: ${share}${several ? `, ${writePercent(together)} behind all ${links.length}` : ''}, and f of ${writeLinks(links)} has another form there.`,
      symmetry: 'Width translation',
      range: places.rangeOf(place),
      size: together,
      links,
      related: furtherPlaces(context, group),
      fixes: () => [padCircularly(padded, context)],
    });
  });
}

/** Strides and missing padding: every link behind has fewer places. */
export function findShrinkingWindows(context: LintContext): readonly Finding[] {
  const { editor, places } = context;
  const shrinking = innerConvolutions(context).filter(
    (link) => placesOf(link.outputShape).count < placesOf([...placesAlong(link), 1]).count,
  );
  return groupAlike(
    context,
    shrinking.map((link) => ({
      link,
      place: { layer: link.layer, key: strides(link) ? 'stride' : 'padding' },
      detail: strides(link) ? writeShape(link.window.stride) : '',
    })),
  ).map((group) => {
    const links = group.map(({ link }) => link.m);
    const [{ place, link }] = group;
    const convolution = shrinking.find(({ m }) => m === link.m);
    const from = placesOf(convolution === undefined ? undefined : [...placesAlong(convolution), 1]);
    const to = placesOf(link.outputShape);
    const stride = place.key === 'stride';
    const what = stride
      ? `stride ${convolution === undefined ? '' : writeShape(convolution.window.stride)}`
      : 'no padding';
    const hasSkip = context.links.some(({ skips }) => skips.length > 0);
    return makeFinding({
      code: stride ? 'symmetry.stride' : 'symmetry.padding',
      message: `${capitalize(writeLayers(links))} ${links.length > 1 ? 'have' : 'has'} ${what} and ${links.length > 1 ? 'leave' : 'leaves'} ${to.text} of ${from.text} places${links.length > 1 ? ' at first' : ''}: K_z, C and F of ${writeLinks(links)} change by a factor ${writeFactor(to.count / from.count)} with the number of neurons.`,
      symmetry: 'Depth translation',
      range: places.rangeOf(place),
      size: 1 - to.count / from.count,
      links,
      related: furtherPlaces(context, group),
      fixes: () =>
        // Another number of places behind it may not suit what follows, where shapes have to agree.
        stride || hasSkip
          ? []
          : [
              makeFix(
                `Pad ${writeLayers(links)} circularly`,
                editEach(context, group, (each) => editor.set(each.place, 'circular')),
              ),
            ],
    });
  });
}
