/** @returns the spec's name, and the first sentence of its first comment */
export function describeExample(
  file: string,
  text: string,
): { readonly title: string; readonly description: string } {
  const name = /^name:\s*(.+?)\s*$/m.exec(text)?.[1] ?? file;
  const comment = /^(?:#.*\r?\n)+/.exec(text)?.[0] ?? '';
  const words =
    comment
      .replace(/^#\s?/gm, '')
      .split(/\r?\n\s*\r?\n/)[0]
      ?.replace(/\s+/g, ' ')
      .trim() ?? '';
  return {
    title: name.replace(/^(["'])(.*)\1$/, '$2'),
    description: /^.{20,}?[.](?=\s|$)/.exec(words)?.[0] ?? words,
  };
}
