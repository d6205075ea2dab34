import fc from 'fast-check';

/** A value that a spec's text can say. */
export type Plain = string | number | readonly Plain[] | { readonly [key: string]: Plain };

const KEYS = ['type', 'units', 'init', 'kind', 'layers', 'x y'];

export const { map: plainMap } = fc.letrec<{
  value: Plain;
  map: Readonly<Record<string, Plain>>;
  list: readonly Plain[];
}>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constantFrom('tanh', 'a b', "don't", '5"'), fc.integer({ min: 0, max: 99 })),
    tie('map'),
    tie('list'),
  ),
  map: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie('value'), { maxLength: 3 }),
}));

/** Decisions of a writer, drawn one after the other. */
export interface Taste {
  readonly choose: (count: number) => number;
  readonly json: boolean;
}

/** Turns a list of numbers into decisions; after its end all are 0. */
export function tasteOf(numbers: readonly number[], json: boolean): Taste {
  let next = 0;
  return { json, choose: (count) => (numbers[next++] ?? 0) % count };
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

const scalar = (value: string | number, { json }: Taste): string =>
  json || (typeof value === 'string' && value.endsWith('"')) ? JSON.stringify(value) : String(value);

let counter = 0;
/** A comment unlike all others, or nothing. */
const remark = (taste: Taste): string =>
  taste.json || taste.choose(3) > 0 ? '' : ` # remark ${++counter}, with "quotes" and {a: b}`;

/** One flow collection, on one line or with a line for each member. */
function flow(value: Plain, taste: Taste, indentation: string): string {
  if (typeof value !== 'object') return scalar(value, taste);
  const members = isList(value)
    ? value.map((item) => flow(item, taste, `${indentation}  `))
    : Object.entries(value).map(
        ([key, item]) => `${scalar(key, taste)}: ${flow(item, taste, `${indentation}  `)}`,
      );
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  if (taste.choose(3) > 0 || members.length === 0) {
    const blank = taste.choose(2) === 0 ? '' : ' ';
    return `${open}${blank}${members.join(', ')}${blank}${close}`;
  }
  const lines = members.map((member, i) => {
    const comma = i < members.length - 1 || (!taste.json && taste.choose(4) === 0) ? ',' : '';
    return `${indentation}  ${member}${comma}${remark(taste)}\n`;
  });
  return `${open}${remark(taste)}\n${lines.join('')}${indentation}${close}`;
}

/** A value behind its key or dash, with all lines ended. */
function behind(value: Plain, taste: Taste, indentation: string, compact: boolean): string {
  const empty = typeof value === 'object' && Object.keys(value).length === 0;
  if (typeof value !== 'object' || empty || taste.choose(3) === 0) {
    return ` ${flow(value, taste, indentation)}${remark(taste)}\n`;
  }
  const inner = `${indentation}  `;
  if (compact && taste.choose(2) === 0) return ` ${block(value, taste, inner).slice(inner.length)}`;
  const listIndentation = isList(value) && !compact && taste.choose(2) === 0 ? indentation : inner;
  return `${remark(taste)}\n${block(value, taste, listIndentation)}`;
}

function block(value: Plain, taste: Taste, indentation: string): string {
  if (typeof value !== 'object') return `${indentation}${scalar(value, taste)}\n`;
  const own = (): string => (taste.choose(5) === 0 ? `${indentation}#${remark(taste)}\n` : '');
  if (isList(value)) {
    return value
      .map((item, i) => `${i > 0 ? own() : ''}${indentation}-${behind(item, taste, indentation, true)}`)
      .join('');
  }
  return Object.entries(value)
    .map(
      ([key, item], i) =>
        `${i > 0 ? own() : ''}${indentation}${key}:${behind(item, taste, indentation, false)}`,
    )
    .join('');
}

/** Writes a map as a text, in the style that `taste` decides on. */
export function writeStyled(map: Readonly<Record<string, Plain>>, taste: Taste): string {
  if (taste.json || Object.keys(map).length === 0 || taste.choose(4) === 0)
    return `${flow(map, taste, '')}\n`;
  return block(map, taste, '');
}
