import type { PanelView } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import { formatSteady } from '../model/formatNumber.js';
import { mapValues } from '../model/mapQuantities.js';
import { mapNetwork, mapValueText } from '../model/networkMap.js';
import { layerCell } from '../model/recordCell.js';
import type { PanelContext, Part } from './context.js';
import { element, setText } from './dom.js';
import { createRecordTable } from './recordTable.js';

/** What the map shows, as a table; filled while it is open. */
export function createMapTable(context: PanelContext): Part {
  const table = createRecordTable(
    'The map as a table',
    'map-table',
    [
      { text: 'layer', isNumber: false },
      { text: 'type, shape', isNumber: false },
      { text: 'colour', isNumber: true },
      { text: 'P_m', isNumber: true },
    ],
    context,
  );
  const colour = element('p', { class: 'caption' });
  const root = element(
    'details',
    { class: 'map-table' },
    element('summary', {}, 'Table'),
    colour,
    table.root,
  );
  let view: PanelView | undefined;
  const show = (): void => {
    const network = view && mapNetwork(view);
    if (!root.open || view === undefined || network === undefined) return;
    const { mapQuantity, mapScaling } = context.state;
    const { run } = view;
    const values = run && mapValues(mapQuantity, mapScaling, run);
    setText(
      colour,
      `Colour: ${quantity(mapQuantity).name}. P_m: power current in front of the layer, loss per step.`,
    );
    table.show(
      network.layers.map(({ m, name, type, shape }) => {
        const power = run?.dynamics?.energy.powerCurrent[m];
        return [
          layerCell(m, `${m} ${name}`),
          `${type} ${shape}`,
          values === undefined ? '—' : mapValueText(values, m, mapScaling),
          power === undefined ? '—' : formatSteady(power),
        ];
      }),
      view.selection,
    );
  };
  root.addEventListener('toggle', show);
  return {
    root,
    update(next) {
      view = next;
      show();
    },
  };
}
