import { describeShape } from './describe.js';
import type { KeyPlace } from './keyAt.js';
import type { Key } from './objectKind.js';

/** What a key without a value of its own falls back to, as a sentence part. */
function describePresence(key: Key<unknown>): string {
  switch (key.presence) {
    case 'required':
      return 'required';
    case 'default':
      return `default: \`${key.defaultText}\``;
    case 'optional':
      return `default: ${key.without}`;
  }
}

/** A key's documentation as Markdown: what it is, what it may be, its unit, default and equation. */
export function describeKey({ name, key, object, choice }: KeyPlace): string {
  const facts = [describeShape(key.type.shape), key.unit, describePresence(key)].filter(
    (fact) => fact !== undefined,
  );
  return [
    `**${name}** (${object.name === 'root' ? 'top level' : object.name})`,
    key.documentation,
    ...(choice === undefined ? [] : [`\`${choice.name}\`: ${choice.documentation}`]),
    ...(key.equation === undefined ? [] : [key.equation]),
    `_${facts.join(' · ')}_`,
  ].join('\n\n');
}
