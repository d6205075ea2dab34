import FORMULAS from '../../src/quantities/formulas.json';

/** Made from the table of definitions, so every quantity's formula is there. */
const formulas: Readonly<Record<string, string>> = FORMULAS;

/**
 * The formula of a definition as an element.
 * @param key the id of a quantity, or the name of a convention
 */
export function definedFormula(key: string): Node {
  const parsed = new DOMParser().parseFromString(formulas[key] ?? '<math/>', 'application/xml');
  return document.importNode(parsed.documentElement, true);
}
