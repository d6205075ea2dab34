// Runs the measurements of bench/, one after another: npm run bench [-- NAME [OPTION …]]
//   npm run bench                       all of them
//   npm run bench -- trainer --rounds 3 bench/trainer.mjs, with its options
//   npm run bench -- [NAME] --write     puts what they print into bench/RESULTS.md, too
import { readdirSync } from 'node:fs';
import { loadNow, writeResults } from './benchResults.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Failure, runMain } from './setup/failure.mjs';
import { runProgram } from './setup/process.mjs';
import { inRepository } from './setup/repository.mjs';

await runMain(async () => {
  await ensureDependencies();
  const scripts = readdirSync(inRepository('bench')).filter((file) => file.endsWith('.mjs'));
  const given = process.argv.slice(2);
  const writes = given.includes('--write');
  const [name, ...options] = given.filter((argument) => argument !== '--write');
  const chosen = name === undefined ? scripts : scripts.filter((file) => file === `${name}.mjs`);
  if (chosen.length === 0) {
    const names = scripts.map((file) => file.replace('.mjs', '')).join(', ');
    throw new Failure(`There is no measurement ${name}. There are: ${names}.`);
  }
  for (const script of chosen) {
    const load = loadNow();
    let output = '';
    const onOutput = (/** @type {string} */ text) => {
      output += text;
    };
    const args = [inRepository('bench', script), ...options];
    const status = await runProgram(process.execPath, args, writes ? { onOutput } : {});
    if (writes) writeResults(script.replace('.mjs', ''), options, output, load);
    if (status !== 0) process.exitCode = status;
  }
});
