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

const CODE = /^`([a-z]+\.[A-Za-z]+)`$/;

/** Takes the rows of a document's tables whose first cell is a code, and sections whose heading is one. */
export function parseGuide(markdown: string): DiagnosticsGuide {
  const guide = new Map<string, CodeGuide>();
  let heading: readonly string[] = [];
  let section: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const title = /^(#{2,})\s+(.*)$/.exec(line);
    if (title !== null) {
      section = CODE.exec(title[2] ?? '')?.[1];
    } else if (line.startsWith('|')) {
      const cells = cellsOf(line);
      const code = CODE.exec(cells[0] ?? '')?.[1];
      if (code === undefined)
        heading = heading.length === 0 || !/^-+$/.test(cells[0] ?? '') ? cells : heading;
      else extend(guide, code, describeRow(heading, cells));
    } else if (section !== undefined && line.trim() !== '') {
      extend(guide, section, { meaning: plain(line), markdown: line });
    }
  }
  return guide;
}

function extend(guide: Map<string, CodeGuide>, code: string, more: CodeGuide): void {
  const before = guide.get(code);
  guide.set(code, {
    meaning: before?.meaning ?? more.meaning,
    markdown: before === undefined ? more.markdown : `${before.markdown}\n${more.markdown}`,
  });
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

const plain = (markdown: string): string =>
  markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*\\]|(?<!\w)_|_(?!\w)/g, '');
