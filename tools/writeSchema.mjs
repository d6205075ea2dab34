// Writes media/spec.schema.json, the JSON Schema of a spec, from the table of keys in src/spec: node tools/writeSchema.mjs
import { writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import * as prettier from 'prettier';
import { runMain } from './setup/failure.mjs';
import { inRepository } from './setup/repository.mjs';

await runMain(async () => {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: inRepository(),
    entryPoints: ['src/spec/jsonSchema.ts'],
    bundle: true,
    // Without anything of Node, so that it can be imported from memory.
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild gave no output');
  const { jsonSchema } = await import(
    `data:text/javascript;base64,${Buffer.from(file.contents).toString('base64')}`
  );
  const path = inRepository('media', 'spec.schema.json');
  const options = await prettier.resolveConfig(path);
  const text = await prettier.format(JSON.stringify(jsonSchema()), { ...options, filepath: path });
  writeFileSync(path, text);
});
