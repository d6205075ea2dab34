/**
 * A formula as an element.
 * @param mathMl from webview/model/formulas.json
 */
export function formulaNode(mathMl: string): Node {
  const parsed = new DOMParser().parseFromString(mathMl, 'application/xml');
  return document.importNode(parsed.documentElement, true);
}
