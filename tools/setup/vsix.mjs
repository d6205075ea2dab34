import { readFileSync } from 'node:fs';
import { inRepository } from './repository.mjs';

/** Where `npm run package` leaves the packaged extension. */
export function vsixPath() {
  const { name, version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  return inRepository(`${name}-${version}.vsix`);
}
