import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeExample } from '../../../src/host/describeExample.js';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

describe('describeExample', () => {
  it('tells the name and the first sentence of the first comment', () => {
    const text =
      '# A bulk of equal layers,\n# and two boundaries. More.\n#\n# Else.\n\nbbd: 1\nname: "My net"\n';
    expect(describeExample('x', text)).toEqual({
      title: 'My net',
      description: 'A bulk of equal layers, and two boundaries.',
    });
  });

  it('makes do with the file name', () => {
    expect(describeExample('a.bbd.yaml', 'bbd: 1\n')).toEqual({ title: 'a.bbd.yaml', description: '' });
  });

  it.each(readdirSync(EXAMPLES).filter((name) => name.endsWith('.bbd.yaml')))('has words for %s', (name) => {
    const { title, description } = describeExample(name, readFileSync(join(EXAMPLES, name), 'utf8'));
    expect(title).not.toBe(name);
    expect(description.length).toBeGreaterThan(20);
    expect(description.length).toBeLessThanOrEqual(80);
  });
});
