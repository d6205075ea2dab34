import { describe, expect, it } from 'vitest';
import { succeed } from '../../../src/base/result.js';
import { SPEC_TEMPLATES } from '../../../src/host/specTemplates.js';
import { lintSpec } from '../../../src/symmetry/lintSpec.js';

const TABLE = 'a,b,c\n1,2,3\n4,5,6\n7,8,10\n3,1,2\n5,2,1\n6,6,6\n7,1,3\n9,8,7\n';

describe('The templates of new specs', () => {
  it.each(SPEC_TEMPLATES.filter(({ id }) => id !== 'keras'))(
    'have no errors and train as they are: $title',
    ({ text }) => {
      const { diagnostics, experiment } = lintSpec(text, { readDataFile: () => succeed(TABLE) });
      expect(diagnostics.filter(({ severity }) => severity !== 'information')).toEqual([]);
      expect(experiment).toBeDefined();
    },
  );

  it('have a first line that can be the title of a tab', () => {
    for (const { text } of SPEC_TEMPLATES) expect(text).toMatch(/^name: \S/);
  });
});
