// Runs the measurements of bench/, one after another: npm run bench [-- NAME [OPTION …]]
//   npm run bench                       all of them
//   npm run bench -- trainer --rounds 3 bench/trainer.mjs, with its options
import { readdirSync } from 'node:fs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Failure, runMain } from './setup/failure.mjs';
import { runProgram } from './setup/process.mjs';
import { inRepository } from './setup/repository.mjs';

await runMain(async () => {
  await ensureDependencies();
  const scripts = readdirSync(inRepository('bench')).filter((file) => file.endsWith('.mjs'));
  const [name, ...options] = process.argv.slice(2);
  const chosen = name === undefined ? scripts : scripts.filter((file) => file === `${name}.mjs`);
  if (chosen.length === 0) {
    const names = scripts.map((file) => file.replace('.mjs', '')).join(', ');
    throw new Failure(`There is no measurement ${name}. There are: ${names}.`);
  }
  for (const script of chosen) {
    const status = await runProgram(process.execPath, [inRepository('bench', script), ...options]);
    if (status !== 0) process.exitCode = status;
  }
});
