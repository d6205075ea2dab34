// Writes docs/quantities.md and src/quantities/formulas.json (the formulas as MathML) from the table of
// definitions in src/quantities: node tools/writeQuantities.mjs
import { writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { documentQuantities } from './quantities/documentQuantities.mjs';
import { renderFormulas } from './quantities/renderFormulas.mjs';
import { importTypeScript } from './setup/importTypeScript.mjs';
import { runMain } from './setup/failure.mjs';
import { inRepository } from './setup/repository.mjs';

await runMain(async () => {
  const [{ CONVENTIONS }, { QUANTITY_GROUPS }] = await Promise.all([
    importTypeScript('src/quantities/conventions.ts'),
    importTypeScript('src/quantities/quantities.ts'),
  ]);
  const files = {
    [inRepository('docs', 'quantities.md')]: documentQuantities(CONVENTIONS, QUANTITY_GROUPS),
    [inRepository('src', 'quantities', 'formulas.json')]: JSON.stringify(
      renderFormulas(CONVENTIONS, QUANTITY_GROUPS),
    ),
  };
  for (const [path, text] of Object.entries(files)) {
    const options = await prettier.resolveConfig(path);
    writeFileSync(path, await prettier.format(text, { ...options, filepath: path }));
  }
});
