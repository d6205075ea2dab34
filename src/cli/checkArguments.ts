import { fail, succeed, type Result } from '../base/result.js';
import type { Severity } from '../base/textRange.js';
import { listWords } from '../spec/describe.js';
import { suggest } from '../spec/suggest.js';
import type { SeverityOverrides } from '../symmetry/lintSpec.js';
import { ALL_CODES } from '../symmetry/allCodes.js';

export const CHECK_FORMATS = ['text', 'json', 'sarif'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** From the mildest to the worst. */
const SEVERITIES = ['information', 'warning', 'error'] as const satisfies readonly Severity[];

/** Findings up to it are allowed. */
export const ALLOWED = ['none', ...SEVERITIES] as const;
export type AllowedSeverity = (typeof ALLOWED)[number];

const LEVELS = ['off', ...SEVERITIES] as const;

export interface CheckCommand {
  readonly command: 'check';
  readonly files: readonly string[];
  readonly format: CheckFormat;
  readonly maxSeverity: AllowedSeverity;
  readonly severities: SeverityOverrides;
}

/** Values of the options of check, as they are typed. */
export interface CheckOptions {
  readonly 'format'?: string | undefined;
  readonly 'max-severity'?: string | undefined;
  readonly 'severity'?: readonly string[] | undefined;
}

export function readCheck(files: readonly string[], options: CheckOptions): Result<CheckCommand, string> {
  if (files.length === 0) return fail('Name the specs or Keras files to check.');
  const format = readChoice('--format', options.format ?? 'text', CHECK_FORMATS);
  if (!format.ok) return format;
  const maxSeverity = readChoice('--max-severity', options['max-severity'] ?? 'warning', ALLOWED);
  if (!maxSeverity.ok) return maxSeverity;
  const severities = readSeverities(options.severity ?? []);
  if (!severities.ok) return severities;
  return succeed({
    command: 'check',
    files,
    format: format.value,
    maxSeverity: maxSeverity.value,
    severities: severities.value,
  });
}

function readChoice<Choice extends string>(
  option: string,
  given: string,
  choices: readonly Choice[],
): Result<Choice, string> {
  const choice = choices.find((name) => name === given);
  return choice === undefined
    ? fail(`${option} must be ${listWords(choices, 'or')}, not "${given}".`)
    : succeed(choice);
}

/** `CODE=LEVEL`, each. */
function readSeverities(given: readonly string[]): Result<SeverityOverrides, string> {
  const severities: Record<string, (typeof LEVELS)[number]> = {};
  for (const setting of given) {
    const [code = '', level, ...more] = setting.split('=');
    if (level === undefined || more.length > 0) {
      return fail(`--severity needs CODE=LEVEL, such as symmetry.width=off, not "${setting}".`);
    }
    if (!ALL_CODES.includes(code)) {
      const near = suggest(code, ALL_CODES);
      return fail(
        `--severity: there is no code "${code}"${near === undefined ? '' : `; do you mean ${near}?`}`,
      );
    }
    const read = readChoice(`--severity ${code}=`, level, LEVELS);
    if (!read.ok) return read;
    severities[code] = read.value;
  }
  return succeed(severities);
}

const rank = (severity: AllowedSeverity): number => ALLOWED.indexOf(severity);

/** Whether a finding is worse than what is allowed. */
export const isTooSevere = (severity: Severity, allowed: AllowedSeverity): boolean =>
  rank(severity) > rank(allowed);
