/** Which number of the panel a context menu was opened on. */
export interface NumberContext {
  /** Its id in the table of definitions. */
  readonly quantity: string;
  /** Undefined: of the whole network. */
  readonly layer: number | undefined;
}

/**
 * What VS Code reads off an element with a number, for its context menu (`data-vscode-context`): the menu's entries are
 * shown where `bbdQuantity` is there.
 */
export const numberContextJson = ({ quantity, layer }: NumberContext): string =>
  JSON.stringify({ bbdQuantity: quantity, bbdLayer: layer, preventDefaultContextMenuItems: true });

/** What VS Code hands to a command of the menu, if it is of a number. */
export function readNumberContext(value: unknown): NumberContext | undefined {
  if (typeof value !== 'object' || value === null || !('bbdQuantity' in value)) return undefined;
  const { bbdQuantity } = value;
  const layer = 'bbdLayer' in value ? value.bbdLayer : undefined;
  if (typeof bbdQuantity !== 'string') return undefined;
  if (layer === undefined) return { quantity: bbdQuantity, layer: undefined };
  const isLayer = typeof layer === 'number' && Number.isInteger(layer) && layer >= 0;
  return isLayer ? { quantity: bbdQuantity, layer } : undefined;
}
