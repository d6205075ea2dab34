import { assertNever } from '../base/result.js';
import type { PlacedLayer } from '../network/placedLayer.js';
import type { InputOperation, Link, Network } from '../network/types.js';
import { escapeMarkdown } from './escapeMarkdown.js';
import { linkSpan } from './blocks.js';
import { describeSizes } from './layerShapes.js';
import { linkEquation } from './linkEquation.js';

/** A checked spec as far as layers without weights W need it. */
export interface OperationSurroundings {
  readonly layers: readonly PlacedLayer[];
  readonly links: readonly Link[];
  readonly network: Network | undefined;
}

/**
 * Markdown about a layer that is no link of its own: a norm, a pool, dropout, flatten, a residual block.
 * @param copies of one definition; not empty
 */
export function operationText(copies: readonly PlacedLayer[], surroundings: OperationSurroundings): string {
  const [first, last] = [copies[0]!, copies.at(-1)!];
  const { ast } = first;
  const kind = ast?.kind ?? 'layer';
  const given = ast?.values.name?.value;
  const name = given === undefined ? '' : `**${escapeMarkdown(given)}** · `;
  const times = copies.length === 1 ? '' : ` · ${copies.length} copies`;
  const sizes = describeSizes({ first, last });
  const parameters =
    first.parameterCount > 0
      ? ` · ${first.parameterCount} parameters${copies.length > 1 ? ' each' : ''}`
      : '';
  return [
    `${name}**${kind}**${times}`,
    ...(sizes === '' ? [] : [`\`${sizes}\`${parameters}`]),
    ...placesOf(copies, surroundings),
  ].join('\n\n');
}

/** Where the layer stands in the equations. */
function placesOf(copies: readonly PlacedLayer[], surroundings: OperationSurroundings): readonly string[] {
  const { links, network } = surroundings;
  const own = new Set(copies.map(({ index }) => index));
  const skipping = links.filter(({ skips }) => skips.some(({ layer }) => own.has(layer)));
  const normed = links.filter(({ norm }) => norm !== undefined && own.has(norm.layer));
  const behind = links.filter(({ operationsIn }) => operationsIn.some(({ layer }) => own.has(layer)));
  const out = network?.operationsOut.filter(({ layer }) => own.has(layer)) ?? [];
  const notes: string[] = [];
  const [skip] = skipping;
  if (skip !== undefined) {
    const spans = new Set(
      skipping.flatMap(({ skips }) => skips.filter(({ layer }) => own.has(layer)).map(({ span }) => span)),
    );
    notes.push(`${linkEquation(skip)}${more(skipping)}`);
    notes.push(
      Math.max(...spans) === 1
        ? 'The skip couples neighbours only: the bulk stays local along depth.'
        : `The skip spans ${Math.max(...spans)} links: the interaction along depth has that range.`,
    );
  }
  const [norm] = normed;
  if (norm !== undefined) {
    notes.push(
      `${linkEquation(norm)}${more(normed)}`,
      `Part of z of ${span(normed)}, with β in the role of b.`,
    );
  }
  const [next] = behind;
  if (next !== undefined) {
    notes.push(
      `${linkEquation(next)}${more(behind)}`,
      `On the input side of ${span(behind)}, behind its activation.`,
    );
  }
  const [operation] = out;
  if (operation !== undefined) notes.push(`Behind the last link, before the loss: **boundary**.`);
  const effect = [...behind.flatMap(({ operationsIn }) => operationsIn), ...out].find(({ layer }) =>
    own.has(layer),
  );
  if (effect !== undefined) notes.push(...effectOf(effect));
  return notes;
}

const more = (links: readonly Link[]): string => (links.length === 1 ? '' : ' , …');

const span = (links: readonly Link[]): string => {
  const [first, last] = [links[0]!.m, links.at(-1)!.m];
  return links.length === last - first + 1
    ? linkSpan(first, last)
    : `links ${links.map(({ m }) => m).join(', ')}`;
};

/** What it does to the decomposition. */
function effectOf(operation: InputOperation): readonly string[] {
  switch (operation.kind) {
    case 'dropout':
      return [
        `Its mask jumps at every step, so f ≠ 0 even at rest: Var f = p/(1 − p) Σⱼ Wᵢⱼ² hⱼ², p = ${operation.rate}. The terms are taken with dropout off.`,
      ];
    case 'batchNorm':
      return ['It couples the samples of a batch: the bulk is no sum over samples.'];
    case 'layerNorm':
      return ['It couples all neurons of a sample.'];
    case 'maxPool':
    case 'avgPool':
    case 'globalAveragePool':
      return ['It changes the shape, so the links before and behind it cannot be alike.'];
    case 'flatten':
    case 'activation':
      return [];
    default:
      return assertNever(operation);
  }
}
