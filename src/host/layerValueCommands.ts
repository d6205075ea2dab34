import * as vscode from 'vscode';
import { plainSymbol } from '../quantities/plainSymbol.js';
import { quantity } from '../quantities/quantities.js';
import { isLayerQuantity, LAYER_QUANTITIES, type LayerQuantity } from '../run/layerQuantities.js';
import type { Inspectors } from './inspectors.js';
import { readLayerValueSettings, writeLayerValueSetting } from './layerValueSettings.js';

/** Commands that switch the numbers in the editor on and off, and choose among them. */
export function registerLayerValueCommands(inspectors: Inspectors): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('bbd.toggleLayerValues', async () => {
      const scope = vscode.window.activeTextEditor?.document;
      const { values, heat } = readLayerValueSettings(scope);
      const on = values || heat;
      await writeLayerValueSetting('layerValues', on ? 'off' : 'both', scope);
      if (!on) offerRun(inspectors, scope);
    }),
    vscode.commands.registerCommand('bbd.chooseLayerQuantity', async (name: unknown) => {
      const scope = vscode.window.activeTextEditor?.document;
      const { values, heat, quantity: current } = readLayerValueSettings(scope);
      const chosen = isLayerQuantity(name) ? name : await pickQuantity(current);
      if (chosen === undefined) return;
      await writeLayerValueSetting('quantity', chosen, scope);
      if (values || heat) return;
      await writeLayerValueSetting('layerValues', 'both', scope);
      offerRun(inspectors, scope);
    }),
  );
}

interface QuantityItem extends vscode.QuickPickItem {
  readonly name: LayerQuantity;
}

async function pickQuantity(current: LayerQuantity): Promise<LayerQuantity | undefined> {
  const items = LAYER_QUANTITIES.map((name): QuantityItem => {
    const { symbol, name: words, unit, meaning } = quantity(name);
    return {
      name,
      label: `${name === current ? '$(check) ' : ''}${plainSymbol(symbol)} · ${words}`,
      description: unit === '1' ? 'a pure number' : unit,
      detail: meaning,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Quantity behind the layers in the editor',
    placeHolder: 'Choose a quantity',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.name;
}

/** Switched on where there are no numbers yet, nothing would be seen. */
function offerRun(inspectors: Inspectors, document: vscode.TextDocument | undefined): void {
  if (document === undefined || inspectors.get(document.uri)?.inspection.shownValues() !== undefined) return;
  const analyze = 'Analyze network';
  void vscode.window
    .showInformationMessage('The values of the layers are shown once the network trains.', analyze)
    .then((choice) => {
      if (choice === analyze) void vscode.commands.executeCommand('bbd.analyze', document.uri);
    });
}
