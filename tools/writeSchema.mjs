// Writes media/spec.schema.json, the JSON Schema of a spec, from the table of keys in src/spec: node tools/writeSchema.mjs
import { writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { runMain } from './setup/failure.mjs';
import { importTypeScript } from './setup/importTypeScript.mjs';
import { inRepository } from './setup/repository.mjs';

await runMain(async () => {
  const { jsonSchema } = await importTypeScript('src/spec/jsonSchema.ts');
  const path = inRepository('media', 'spec.schema.json');
  const options = await prettier.resolveConfig(path);
  const text = await prettier.format(JSON.stringify(jsonSchema()), { ...options, filepath: path });
  writeFileSync(path, text);
});
