/** @typedef {import('../../src/quantities/conventions.js').Convention} Convention */
/** @typedef {import('../../src/quantities/definition.js').QuantityDefinition} QuantityDefinition */
/** @typedef {import('../../src/quantities/definition.js').QuantityGroup} QuantityGroup */

const HEAD = `# Quantities

<!-- Made from src/quantities by "npm run quantities"; change it there. -->

Every number that the panel, the terminal and the exported files show: its formula, in what it is measured, over what it
is a sum or a mean, and when it has no value. Sections (§) are those of [theory.md](theory.md), equations those of Lee, Lee,
Yi, arXiv:2511.02003; with the coefficient ½ on both squared terms of its Eq. (7), without which the identity does not hold.
`;

/** @param {Convention} convention */
const convention = ({ name, latex, meaning }) => `### ${name}\n\n$$${latex}$$\n\n${meaning}\n`;

/** @param {QuantityDefinition} quantity */
function entry({ id, name, latex, meaning, unit, normalisation, sector, undefinedWhen, source }) {
  const facts = [
    `In files: \`${id}\``,
    `Unit: ${unit === '1' ? 'none' : unit}`,
    `Taken as: ${normalisation}`,
    `Sector: ${sector}`,
    ...(undefinedWhen === undefined ? [] : [`No value: ${undefinedWhen}`]),
    `Source: ${source}`,
  ];
  return `### ${name}\n\n$$${latex}$$\n\n${meaning}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}\n`;
}

/**
 * docs/quantities.md
 * @param {readonly Convention[]} conventions
 * @param {readonly QuantityGroup[]} groups
 */
export function documentQuantities(conventions, groups) {
  return [
    HEAD,
    '## Conventions\n',
    ...conventions.map(convention),
    ...groups.flatMap(({ title, entries }) => [`## ${title}\n`, ...entries.map(entry)]),
  ].join('\n');
}
