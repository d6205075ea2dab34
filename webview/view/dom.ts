import { parseSymbol } from '../../src/quantities/symbol.js';

/*
 * Text from a spec becomes text nodes and attributes only, never markup.
 */

type Child = Node | string;

/** Creates an element with attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

/** Creates an element of a drawing. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const created = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, String(value));
  created.append(...children);
  return created;
}

/** Sets the text if it is another one: an unchanged page costs no layout. */
export function setText(target: Node, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Sets the attribute if it has another value; undefined removes it. */
export function setAttribute(target: Element, name: string, value: string | undefined): void {
  if (value === undefined) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

/** A formula as nodes, with raised and lowered parts. */
export function symbolNodes(source: string): Node[] {
  return parseSymbol(source).map(({ text, position }) => {
    switch (position) {
      case 'base':
        return document.createTextNode(text);
      case 'sub':
        return element('sub', {}, text);
      case 'super':
        return element('sup', {}, text);
    }
  });
}

/** A picture of 16 × 16 units from one path, in the colour of the text. */
export function icon(path: string): SVGElement {
  const attributes = { viewBox: '0 0 16 16', width: 16, height: 16, fill: 'currentColor' };
  const svg = svgElement('svg', attributes, svgElement('path', { d: path }));
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}
