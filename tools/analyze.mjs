// Analyses specs without VS Code: npm run analyze -- SPEC … [--steps N] … ; `-- --help` lists the options.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Failure, runMain } from './setup/failure.mjs';
import { runProgram } from './setup/process.mjs';
import { inRepository, INVOKED_FROM } from './setup/repository.mjs';

const CLI = inRepository('dist', 'cli.js');

await runMain(async () => {
  await ensureDependencies();
  if (!isBuilt()) {
    const status = await runProgram(process.execPath, [inRepository('tools', 'build.mjs')]);
    if (status !== 0) throw new Failure('The build failed; its errors are above.');
  }
  const args = [CLI, 'analyze', ...process.argv.slice(2)];
  process.exitCode = await runProgram(process.execPath, args, { cwd: INVOKED_FROM });
});

/** Whether the command line program is newer than everything it is made of. */
function isBuilt() {
  const built = statSync(CLI, { throwIfNoEntry: false });
  if (built === undefined) return false;
  const sources = readdirSync(inRepository('src'), { recursive: true, encoding: 'utf8' });
  return [...sources.map((file) => join('src', file)), 'package-lock.json', join('tools', 'build.mjs')].every(
    (file) => statSync(inRepository(file)).mtimeMs <= built.mtimeMs,
  );
}
