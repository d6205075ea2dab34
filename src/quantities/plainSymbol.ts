/**
 * A symbol of the table in one line of plain text, for names, charts and the editor: `K_W`, `z^(m+1)`, `L_bulk`; what is
 * raised or lowered together stays together: `P_(m+1)`.
 */
export function plainSymbol(symbol: string): string {
  return symbol.replaceAll(/\{([^{}]*)\}/g, (_, group: string) =>
    /^[^(]*[+−]/.test(group) ? `(${group})` : group,
  );
}
