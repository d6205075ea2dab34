import * as vscode from 'vscode';
import { isLayerQuantity, type LayerQuantity } from '../run/layerQuantities.js';

/** What the editor shows of each layer's latest numbers. */
export interface LayerValueSettings {
  /** Numbers behind the lines. */
  readonly values: boolean;
  /** Tints of the lines. */
  readonly heat: boolean;
  readonly quantity: LayerQuantity;
}

const SECTION = 'bbd.editor';

/** @param scope a document, or its address */
export function readLayerValueSettings(scope: vscode.ConfigurationScope | undefined): LayerValueSettings {
  const settings = vscode.workspace.getConfiguration(SECTION, scope);
  const shown = settings.get<unknown>('layerValues');
  const quantity = settings.get<unknown>('quantity');
  return {
    values: shown === 'values' || shown === 'both',
    heat: shown === 'heat' || shown === 'both',
    quantity: isLayerQuantity(quantity) ? quantity : 'layerBulk',
  };
}

/** Writes a setting where it is set for this scope, in the user's settings where it is not. */
export async function writeLayerValueSetting(
  setting: 'layerValues' | 'quantity',
  value: string,
  scope: vscode.ConfigurationScope | undefined,
): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION, scope);
  const written = settings.inspect(setting);
  const target =
    written?.workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : written?.workspaceValue !== undefined
        ? vscode.ConfigurationTarget.Workspace
        : vscode.ConfigurationTarget.Global;
  await settings.update(setting, value, target);
}

export const affectsLayerValues = (event: vscode.ConfigurationChangeEvent): boolean =>
  event.affectsConfiguration(SECTION);
