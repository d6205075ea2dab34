import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Fix, Location, Log, Region, ReportingDescriptor, Result } from 'sarif';
import { LineIndex, type Diagnostic, type Severity, type TextRange } from '../base/textRange.js';
import type { CheckedFile } from './checkedFile.js';
import { plain, type DiagnosticsGuide } from './diagnosticsGuide.js';
import { fixesOf, strengthJson } from './findings.js';
import { symmetryJson } from '../symmetry/symmetryJson.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Files are named from here; what it is, the one who reads the log knows. */
const BASE = 'SRCROOT';

/** What a log says beside the findings. */
export interface SarifOptions {
  readonly version: string;
  /** Paths are relative to it. */
  readonly workingDirectory: string;
  readonly guide: DiagnosticsGuide;
}

const LEVELS = { error: 'error', warning: 'warning', information: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** All that was found in files, in the Static Analysis Results Interchange Format 2.1.0. */
export function sarifLog(files: readonly CheckedFile[], options: SarifOptions): Log {
  const codes = [
    ...new Set(files.flatMap(({ checked }) => checked.diagnostics.map(({ code }) => code))),
  ].sort();
  const locations = files.map(({ path }, index) => ({ ...locate(path, options.workingDirectory), index }));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'bbd',
            fullName: `BBD Inspector ${options.version}`,
            semanticVersion: options.version,
            rules: codes.map((code) => rule(code, options.guide)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { description: { text: 'The folder that bbd was started in.' } } },
        artifacts: files.map(({ text, checked: { symmetry } }, i) => ({
          location: locations[i]!,
          length: Buffer.byteLength(text),
          ...(symmetry === undefined
            ? {}
            : { description: { text: symmetry.summary }, properties: { symmetry: symmetryJson(symmetry) } }),
        })),
        results: files.flatMap(({ text, checked }, i) => {
          const artifact = new Artifact(text, locations[i]!);
          return checked.diagnostics.map((diagnostic) => result(diagnostic, codes, artifact));
        }),
      },
    ],
  };
}

/** Below the base a relative address, elsewhere an absolute one: relative ones may not lead upwards. */
function locate(path: string, workingDirectory: string): ArtifactLocation {
  const way = relative(workingDirectory, path);
  const isBelow = way !== '' && !way.startsWith('..') && !isAbsolute(way);
  if (!isBelow) return { uri: pathToFileURL(path).href };
  return { uri: way.split(sep).map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

function rule(code: string, guide: DiagnosticsGuide): ReportingDescriptor {
  const about = guide.get(code);
  if (about === undefined) return { id: code };
  const text = about.meaning;
  return {
    id: code,
    shortDescription: { text },
    help: { text: plain(about.markdown), markdown: about.markdown },
  };
}

/** Writes places of one file. */
class Artifact {
  private readonly lines: LineIndex;

  constructor(
    text: string,
    private readonly artifactLocation: ArtifactLocation,
  ) {
    this.lines = new LineIndex(text);
  }

  region({ start, end }: TextRange): Region {
    const [from, to] = [this.lines.positionAt(start), this.lines.positionAt(end)];
    return {
      startLine: from.line + 1,
      startColumn: from.column + 1,
      endLine: to.line + 1,
      endColumn: to.column + 1,
      charOffset: start,
      charLength: end - start,
    };
  }

  location(range: TextRange): Location {
    return { physicalLocation: { artifactLocation: this.artifactLocation, region: this.region(range) } };
  }

  fix({ title, edits }: ReturnType<typeof fixesOf>[number]): Fix {
    const replacements = edits.map(({ range, newText }) => ({
      deletedRegion: this.region(range),
      insertedContent: { text: newText },
    }));
    return {
      description: { text: title },
      artifactChanges: [{ artifactLocation: this.artifactLocation, replacements }],
    };
  }
}

function result(diagnostic: Diagnostic, codes: readonly string[], artifact: Artifact): Result {
  const { code, severity, message, range, related = [] } = diagnostic;
  const fixes = fixesOf(diagnostic).filter(({ edits }) => edits.length > 0);
  const properties = strengthJson(diagnostic);
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [artifact.location(range)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, id) => ({
            id,
            message: { text: other.message },
            ...artifact.location(other.range),
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => artifact.fix(fix)) }),
    ...(properties === undefined ? {} : { properties }),
  };
}
