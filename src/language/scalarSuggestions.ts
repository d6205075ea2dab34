import { alternatives, type OpenShapes } from './openShapes.js';
import type { CompletionSources, Suggestion } from './suggestion.js';
import { writeScalar } from './writeScalar.js';

/** The scalars that a value may be: names of a choice, booleans, a start of a number, layers and files by name. */
export function scalarSuggestions(
  { next, keys }: OpenShapes,
  sources: CompletionSources,
): readonly Suggestion[] {
  const value = (label: string, documentation: string, rank: number, detail?: string): Suggestion => ({
    label,
    kind: 'value',
    documentation,
    insert: escapeSnippet(label),
    continues: false,
    rank,
    ...(detail === undefined ? {} : { detail }),
  });
  const defaults = new Set(keys.flatMap(({ key }) => (key.presence === 'default' ? [key.defaultText] : [])));
  const suggestions = next.flatMap(alternatives).flatMap((shape): readonly Suggestion[] => {
    switch (shape.kind) {
      case 'choice':
        return shape.choices.map(({ name, documentation }, rank) =>
          value(name, documentation, rank, defaults.has(name) ? ' default' : undefined),
        );
      case 'boolean':
        return ['true', 'false'].map((name, rank) =>
          value(name, keys[0]?.key.documentation ?? '', rank, defaults.has(name) ? ' default' : undefined),
        );
      case 'integer':
      case 'number':
        return keys.flatMap(({ key }) => {
          const start =
            key.presence === 'default'
              ? key.defaultText
              : key.presence === 'required'
                ? key.start
                : undefined;
          return start === undefined ? [] : [value(start, key.documentation, 0, key.unit && ` ${key.unit}`)];
        });
      case 'text':
        if (shape.refersTo !== 'layer') return [];
        return sources.layerNames.map((name, rank) => ({
          ...value(name, 'A layer of this spec.', rank),
          kind: 'layer',
          insert: escapeSnippet(writeScalar(name)),
        }));
      default:
        return [];
    }
  });
  const files = keys
    .flatMap(({ name }) => sources.filesFor(name))
    .map((path, rank): Suggestion => ({
      ...value(path, 'A file beside this spec.', rank),
      kind: 'file',
      insert: escapeSnippet(writeScalar(path)),
    }));
  const unique = new Map([...suggestions, ...files].map((suggestion) => [suggestion.label, suggestion]));
  return [...unique.values()];
}

const escapeSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
