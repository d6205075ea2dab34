/** A line of a quick pick shows about as many characters. */
const LINE_LENGTH = 75;

/** @returns the spec's name, and the first sentence of its first comment, or the part of it that fits in a line */
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
    description: fitInLine(/^.{20,}?[.](?=\s|$)/.exec(words)?.[0] ?? words),
  };
}

/** A sentence that is too long, up to the last comma or colon that fits. */
function fitInLine(sentence: string): string {
  if (sentence.length <= LINE_LENGTH) return sentence;
  return new RegExp(`^.{20,${LINE_LENGTH}}(?=[,:;] )`).exec(sentence)?.[0] ?? sentence;
}
