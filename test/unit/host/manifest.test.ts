import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { KERAS_CODES } from '../../../src/keras/kerasCodes.js';
import { NETWORK_CODES } from '../../../src/network/networkCodes.js';
import { HEAT_LEVELS } from '../../../src/run/heat.js';
import { LAYER_QUANTITIES } from '../../../src/run/layerQuantities.js';
import { LINT_CODES } from '../../../src/symmetry/lintCodes.js';
import { CONTINUUM_CODES } from '../../../src/symmetry/continuumCodes.js';
import { SYMMETRY_CODES } from '../../../src/symmetry/symmetryCodes.js';

const { contributes } = manifest;
const severities: Readonly<Record<string, unknown>> =
  contributes.configuration.properties['bbd.diagnostics'].properties;

describe('The manifest', () => {
  it('lets every code of the linter have another severity, and only codes that there are', () => {
    const codes = Object.keys(severities);
    expect(codes).toEqual(
      expect.arrayContaining([...SYMMETRY_CODES, ...CONTINUUM_CODES, ...LINT_CODES, 'training.notYet']),
    );
    const known: readonly string[] = [
      ...SYMMETRY_CODES,
      ...CONTINUUM_CODES,
      ...LINT_CODES,
      ...NETWORK_CODES,
      ...KERAS_CODES,
    ];
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('offers the quantities that layers have, each with a description, for the editor', () => {
    const { enum: names, enumDescriptions } = contributes.configuration.properties['bbd.editor.quantity'];
    expect(names).toEqual(LAYER_QUANTITIES);
    expect(enumDescriptions).toHaveLength(names.length);
  });

  it('has a colour for every tint of a line, and none of them where contrast is high', () => {
    const tints = contributes.colors.filter(({ id }) => id.startsWith('bbd.layerHeat.'));
    const levels = Array.from({ length: HEAT_LEVELS }, (_, i) => i + 1);
    const ids = ['positive', 'negative'].flatMap((sign) =>
      levels.map((level) => `bbd.layerHeat.${sign}${level}`),
    );
    expect(tints.map(({ id }) => id)).toEqual(ids);
    for (const { defaults } of tints) {
      expect(defaults.highContrast).toMatch(/00$/);
      expect(defaults.highContrastLight).toMatch(/00$/);
    }
  });

  it('names files that there are', () => {
    const files = [
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.yamlValidation.map(({ url }) => url),
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.languages.map(({ configuration }) => configuration),
    ];
    for (const file of files) {
      expect(existsSync(join(import.meta.dirname, '../../..', file)), file).toBe(true);
    }
  });

  it('leads from the walkthrough to commands that there are', () => {
    const commands = contributes.commands.map(({ command }) => command);
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    expect(steps).toHaveLength(4);
    for (const { description } of steps) {
      const meant = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command);
      expect(meant.length).toBeGreaterThan(0);
      for (const command of meant) expect(commands).toContain(command);
    }
  });
});
