import { allControlled, blockFacts, ordersCaption } from '../model/continuumFacts.js';
import { mainBlock } from '../../src/run/continuumText.js';
import { ORDER_KEYS, ORDER_LINES, orderValues, summarizeOrders } from '../model/continuumLines.js';
import type { ContinuumStep } from '../model/records.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createContinuumRequest } from './continuumRequest.js';
import { createContinuumTables } from './continuumTables.js';
import { createDepthChart } from './depthChart.js';
import { element, setText } from './dom.js';
import { createFactTiles, type FactTiles } from './factTiles.js';
import { createKernelCard } from './kernelCard.js';
import { createRefinementCard } from './refinementCard.js';
import type { Theme } from './theme.js';
import { createValidityChart } from './validityChart.js';

/** Whether blocks of equal layers may be read as fields, what that makes of them, and what it would take. */
export function createContinuumView(context: PanelContext, theme: Theme): ThemedPart {
  const empty = element('p', { 'class': 'card caption', 'data-testid': 'continuum-empty' });
  setText(
    empty,
    'No layers in a row are alike, so there is nothing to read as a continuum. It takes three equal layers, five for all of it.',
  );
  const request = createContinuumRequest(context);
  // Other blocks may have other numbers: what one of them lacks must not stay from the one before.
  const tiles = new Map<string, FactTiles>();
  const tilesPlace = element('div');
  const orders = createDepthChart(context, theme, {
    testId: 'chart-continuum',
    title: 'The lattice and its expansion',
    axis: 'parameter² per step²',
    lines: ORDER_LINES,
    keys: ORDER_KEYS,
    valuesOf: ({ continuum }) => continuum && orderValues(continuum),
    caption: ({ continuum }) => ordersCaption(continuum),
    summary: ({ continuum }) => summarizeOrders(continuum),
    isLogarithmic: () => context.state.logContinuum,
    setLogarithmic: (logContinuum) => {
      context.remember({ logContinuum });
    },
  });
  const validity = createValidityChart(context, theme);
  const kernels = createKernelCard(context, theme);
  const refinement = createRefinementCard(context, theme);
  const tables = createContinuumTables(context);
  const content = element(
    'div',
    { class: 'results' },
    tilesPlace,
    element('div', { class: 'figures' }, orders.root, validity.root),
    kernels.root,
    ...tables.roots,
  );

  const showTiles = (record: ContinuumStep): void => {
    const block = mainBlock(record);
    tilesPlace.hidden = block === undefined;
    if (block === undefined) return;
    const kind = `${block.approximation?.kind === 'local' ? 'local' : 'depth'} ${block.alignedValidity ? 'aligned' : ''}`;
    const known = tiles.get(kind) ?? createFactTiles('Whether the block is a continuum');
    tiles.set(kind, known);
    known.show(blockFacts(block));
    if (known.root.parentElement !== tilesPlace) tilesPlace.replaceChildren(known.root);
  };

  return {
    root: element(
      'div',
      { 'class': 'view continuum', 'data-testid': 'view-continuum' },
      request.root,
      empty,
      content,
      refinement.root,
    ),
    update(view) {
      const record = view.run?.continuum;
      const hasBlocks = record !== undefined && (record.blocks.length > 0 || Boolean(record.boundary));
      request.update(view);
      content.hidden = !hasBlocks;
      empty.hidden = record === undefined || hasBlocks;
      orders.root.hidden = record?.blocks.every(({ approximation }) => !approximation) !== false;
      orders.root.classList.toggle('not-controlled', record !== undefined && !allControlled(record));
      for (const part of [orders, validity, kernels, refinement]) part.update(view);
      if (record === undefined) return;
      showTiles(record);
      tables.show(record, view.selection);
    },
    setTheme(next) {
      for (const part of [orders, validity, kernels, refinement]) part.setTheme(next);
    },
  };
}
