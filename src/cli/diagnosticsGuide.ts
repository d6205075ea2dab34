import { readFileSync } from 'node:fs';

/** What the documentation says of a code. */
export interface CodeGuide {
  /** One sentence or two, without formatting. */
  readonly meaning: string;
  /** All of it, as Markdown. */
  readonly markdown: string;
}

/** Explanations by code, as far as the documentation is there. */
export type DiagnosticsGuide = ReadonlyMap<string, CodeGuide>;

/** Reads the documentation of the program; without the file there are no explanations. */
export function readGuide(file: string): DiagnosticsGuide {
  try {
    return parseGuide(readFileSync(file, 'utf8'));
  } catch {
    return new Map();
  }
}

const CODE = /^`?([a-z]+\.[A-Za-z]+)`?$/;

/** Takes the rows of a document's tables whose first cell is a code, and sections whose heading is one. */
export function parseGuide(markdown: string): DiagnosticsGuide {
  const guide = new Map<string, CodeGuide>();
  for (const { title, lines } of sectionsOf(markdown)) {
    const code = CODE.exec(title)?.[1];
    const text = lines.join('\n').trim();
    if (code === undefined) readTables(lines, guide);
    else if (text !== '') guide.set(code, { meaning: plain(text.split('\n')[0] ?? ''), markdown: text });
  }
  return guide;
}

interface Section {
  readonly title: string;
  readonly lines: string[];
}

function sectionsOf(markdown: string): readonly Section[] {
  const sections: Section[] = [{ title: '', lines: [] }];
  let isCode = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (line.startsWith('```')) isCode = !isCode;
    const title = isCode ? undefined : /^#+\s+(.*)$/.exec(line)?.[1];
    if (title === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ title: title.trim(), lines: [] });
  }
  return sections;
}

function readTables(lines: readonly string[], guide: Map<string, CodeGuide>): void {
  let heading: readonly string[] | undefined;
  for (const line of lines) {
    if (!line.startsWith('|')) {
      heading = undefined;
      continue;
    }
    const cells = cellsOf(line);
    heading ??= cells;
    const code = CODE.exec(cells[0] ?? '')?.[1];
    if (code !== undefined) guide.set(code, describeRow(heading, cells));
  }
}

const cellsOf = (line: string): readonly string[] =>
  line
    .slice(1, line.trimEnd().endsWith('|') ? line.trimEnd().length - 1 : undefined)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

/** The cells behind code and severity, each with its column's title. */
function describeRow(heading: readonly string[], cells: readonly string[]): CodeGuide {
  const about = cells.flatMap((cell, i) => {
    const title = heading[i] ?? '';
    return i === 0 || cell === '' || title === 'Severity' ? [] : [{ title, cell }];
  });
  return {
    meaning: plain(about[0]?.cell ?? ''),
    markdown: about.map(({ title, cell }) => (title === '' ? cell : `**${title}.** ${cell}`)).join('\n\n'),
  };
}

/** Text without the marks of Markdown that a line of it may have. */
export const plain = (markdown: string): string =>
  markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*\\]|(?<!\w)_|_(?!\w)/g, '');
