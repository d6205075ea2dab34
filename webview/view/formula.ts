/**
 * A formula as an element.
 * @param mathMl from media/formulas.json
 */
export function formulaNode(mathMl: string): Node {
  const parsed = new DOMParser().parseFromString(mathMl, 'application/xml');
  return document.importNode(parsed.documentElement, true);
}
