import temml from 'temml';

/** @typedef {import('../../src/quantities/conventions.js').Convention} Convention */
/** @typedef {import('../../src/quantities/definition.js').QuantityGroup} QuantityGroup */

/**
 * The formulas as MathML: of a quantity by its id, of a convention by its name.
 * @param {readonly Convention[]} conventions
 * @param {readonly QuantityGroup[]} groups
 * @returns {Record<string, string>}
 */
export function renderFormulas(conventions, groups) {
  /** @type {[string, string][]} */
  const formulas = [
    ...conventions.map(({ name, latex }) => /** @type {[string, string]} */ ([name, latex])),
    ...groups.flatMap(({ entries }) =>
      entries.map(({ id, latex }) => /** @type {[string, string]} */ ([id, latex])),
    ),
  ];
  return Object.fromEntries(
    formulas.map(([key, latex]) => [
      key,
      temml.renderToString(latex, { throwOnError: true, xml: true, strict: true }),
    ]),
  );
}
