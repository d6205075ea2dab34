import { ACTIVATION_NAMES } from '../base/activation.js';
import { fail, succeed } from '../base/result.js';
import type { TextEdit } from '../base/textRange.js';
import type { Link } from '../network/types.js';
import { FEATURES } from '../symmetry/features.js';
import { hiddenLayers, type HiddenLayer } from '../symmetry/hiddenLayers.js';
import { joinEdits, LayerEditor } from '../symmetry/layerEditor.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import { placeOfFeature, Places, type KeyPlace } from '../symmetry/places.js';
import { describeActivation } from '../symmetry/signature.js';
import { missingControl, SHARED, type KnobId, type KnobValue, type WhatIfControl } from './whatIfKnob.js';

/** Units that the control of a width reaches at least. */
const FEWEST_MOST = 64;

/** Hidden layers in a row that are alike in something. */
interface Stretch<V> {
  readonly layers: readonly HiddenLayer[];
  readonly value: V;
}

/** Controls of what the layers of the symmetric block have in common. */
export function layerControls(text: string, checked: LintedSpec): readonly WhatIfControl[] {
  const { layersFile, network } = checked;
  if (layersFile !== undefined || network === undefined || checked.tree === undefined) {
    const where = layersFile ?? 'a Keras model';
    const reason = `The layers are written in ${where}, which is not changed from here.`;
    return [missingControl('width', reason), missingControl('activation', reason)];
  }
  const source = new LayerSource(text, checked, network.links);
  return [widthControl(source), activationControl(source)];
}

const FEATURE = {
  width: FEATURES.find(({ name }) => name === 'width')!,
  activation: FEATURES.find(({ name }) => name === 'activation')!,
};

function widthControl(source: LayerSource): WhatIfControl {
  const found = source.stretchOf(({ link }) => link.outputShape.at(-1) ?? 1, 0);
  if (!found.ok) return missingControl('width', noStretch(found.error, 'differ in width'));
  const { layers, value } = found.value;
  // A local layer is as wide as what is before it: those at the beginning follow others.
  const begin = layers.findIndex(({ link }) => link.type !== 'local');
  if (begin < 0) {
    return missingControl('width', 'Local layers are as wide as what is before them, here the data.');
  }
  const changed = layers.slice(begin);
  const places = changed
    .filter(({ link }) => link.type !== 'local')
    .map((layer) => placeOfFeature(FEATURE.width, layer));
  return source.control('width', changed, places, (about) => ({
    id: 'width',
    kind: 'number',
    about: `${changed.some(({ link }) => link.type !== 'dense' && link.type !== 'local') ? 'channels' : 'units'} of ${about}`,
    value,
    least: 1,
    most: Math.max(FEWEST_MOST, 4 * value),
    scale: 'linear',
    whole: true,
  }));
}

function activationControl(source: LayerSource): WhatIfControl {
  // A link is what it is by the activation in front of it: that of the layer before.
  const found = source.stretchOf(({ next }) => describeActivation(next), 1);
  if (!found.ok) return missingControl('activation', noStretch(found.error, 'have different activations'));
  const { layers, value } = found.value;
  if (!ACTIVATION_NAMES.some((name) => name === value)) {
    return missingControl('activation', `The layers have several activations each: ${value}.`);
  }
  const places = layers.map((layer) => placeOfFeature(FEATURE.activation, layer));
  return source.control('activation', layers, places, (about) => ({
    id: 'activation',
    kind: 'choice',
    about: `behind ${about}`,
    value,
    choices: ACTIVATION_NAMES,
  }));
}

type NoStretch = { readonly kind: 'noLayers' } | { readonly kind: 'differ'; readonly values: string };

const noStretch = (problem: NoStretch, differ: string): string =>
  problem.kind === 'noLayers'
    ? 'There is no layer between the data and the last layer.'
    : `The layers of the block ${differ}: ${problem.values}.`;

/** The hidden layers of a network with the means to change them. */
class LayerSource {
  private readonly hidden: readonly HiddenLayer[];
  private readonly places: Places;
  private readonly editor: LayerEditor;

  constructor(
    text: string,
    private readonly checked: LintedSpec,
    links: readonly Link[],
  ) {
    this.hidden = hiddenLayers(links);
    this.places = new Places(checked.layers);
    this.editor = new LayerEditor(text, checked.tree, checked.layers);
  }

  /**
   * The symmetric block with the layers before and behind it that are like it in one thing; where there is no block, the
   * longest stretch of layers that are. The neurons in front of a block belong to it, though their link does not.
   * @param before how many layers before its link the thing stands that a link is known by
   */
  stretchOf<V extends string | number>(
    read: (layer: HiddenLayer) => V,
    before: number,
  ): { readonly ok: true; readonly value: Stretch<V> } | { readonly ok: false; readonly error: NoStretch } {
    const block = this.checked.symmetry?.structure.bestBlock;
    const values = this.hidden.map(read);
    const start = Math.max(0, (block?.start ?? 0) - before);
    const core = block === undefined ? [] : this.hidden.slice(start, block.start + block.length - before);
    const inCore = [...new Set(core.map(read))];
    if (inCore.length > 1) return fail({ kind: 'differ', values: inCore.join(', ') });
    const begin = core[0]?.k ?? longestStretch(values);
    const value = values[begin];
    if (value === undefined) return fail({ kind: 'noLayers' });
    let first = begin;
    while (first > 0 && values[first - 1] === value) first--;
    const after = values.findIndex((other, k) => k > begin && other !== value);
    return succeed({ layers: this.hidden.slice(first, after < 0 ? undefined : after), value });
  }

  /** @param describe makes the knob, from words for the layers */
  control(
    id: KnobId,
    layers: readonly HiddenLayer[],
    places: readonly KeyPlace[],
    describe: (about: string) => WhatIfControl['knob'],
  ): WhatIfControl {
    const [first, last] = [layers[0]!, layers.at(-1)!];
    const about = first === last ? `layer ${first.k}` : `layers ${first.k}–${last.k}`;
    if (this.changesOthers(layers, places)) {
      return missingControl(id, `A definition among ${about} stands for other layers, too.`);
    }
    const edit = (value: KnobValue): readonly TextEdit[] | undefined =>
      joinEdits(this.definitionsOf(places).map((place) => this.editor.set(place, String(value))));
    if (edit(1) === undefined) return missingControl(id, `One of ${about} is written ${SHARED}.`);
    return { knob: describe(about), edit: (value) => succeed(edit(value) ?? []) };
  }

  /** One place for each definition, which copies share. */
  private definitionsOf(places: readonly KeyPlace[]): readonly KeyPlace[] {
    const byPlace = new Map<number | undefined, KeyPlace>();
    for (const place of places) byPlace.set(this.places.definitionOf(place.layer)?.start, place);
    return [...byPlace.values()];
  }

  /** Whether a definition has copies outside of the stretch, but for the head, where it ends with the repeat. */
  private changesOthers(layers: readonly HiddenLayer[], places: readonly KeyPlace[]): boolean {
    const meant = new Set(layers.map(({ k }) => k));
    return places
      .flatMap(({ layer }) => this.places.copiesOf(layer))
      .some(({ link }) => link !== undefined && link < this.hidden.length && !meant.has(link));
  }
}

/** Where the longest stretch of equal values begins, the first of several. */
function longestStretch(values: readonly (string | number)[]): number {
  let [best, bestLength, begin] = [0, 0, 0];
  values.forEach((value, k) => {
    if (value !== values[begin]) begin = k;
    if (k - begin + 1 > bestLength) [best, bestLength] = [begin, k - begin + 1];
  });
  return best;
}
