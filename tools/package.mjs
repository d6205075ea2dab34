// Packages the extension as NAME-VERSION.vsix in the repository's root, from what build.mjs left in dist/:
// npm run package. The options are those of package.json's `vsce`.
import { createVSIX } from '@vscode/vsce';
import { runMain } from './setup/failure.mjs';
import { inRepository } from './setup/repository.mjs';
import { vsixPath } from './setup/vsix.mjs';

await runMain(() => createVSIX({ cwd: inRepository(), packagePath: vsixPath() }));
