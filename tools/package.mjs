// Packages the extension as NAME-VERSION.vsix in the repository's root: npm run package. It is built first, by the
// script vscode:prepublish; the options are those of package.json's `vsce`.
import { createVSIX } from '@vscode/vsce';
import { runMain } from './setup/failure.mjs';
import { inRepository } from './setup/repository.mjs';
import { vsixPath } from './setup/vsix.mjs';

await runMain(() => createVSIX({ cwd: inRepository(), packagePath: vsixPath() }));
