import type { CheckedSpec } from '../network/checkSpec.js';
import type { PlacedLayer } from '../network/placedLayer.js';
import type { Link } from '../network/types.js';
import { entryOf } from '../spec/sourceTree.js';
import type { SpecCode } from '../spec/specCodes.js';

type LayerKind = NonNullable<PlacedLayer['ast']>['kind'];

/** Layers with weights W. */
const LINK_KINDS: ReadonlySet<LayerKind> = new Set(['dense', 'local', 'conv1d', 'conv2d', 'opaque']);

/** Where the text itself is broken, layers may be missing without a trace. */
const BROKEN_TEXT: ReadonlySet<string> = new Set<SpecCode>([
  'spec.syntax',
  'spec.tab',
  'spec.nesting',
  'spec.directive',
  'spec.multipleDocuments',
  'spec.tag',
  'spec.alias',
]);

/** Whether every error is about something else than the layers. */
function areErrorsElsewhere({ tree, diagnostics }: CheckedSpec): boolean {
  if (tree?.kind !== 'map') return false;
  const entry = entryOf(tree, 'layers') ?? entryOf(tree, 'network');
  if (entry === undefined) return false;
  const [start, end] = [entry.keyRange.start, entry.value.range.end];
  return diagnostics.every(
    ({ code, severity, range }) =>
      severity !== 'error' || (!BROKEN_TEXT.has(code) && (range.end <= start || range.start >= end)),
  );
}

const isKnown = ({ ast, link }: PlacedLayer): boolean =>
  ast !== undefined && (link !== undefined || !LINK_KINDS.has(ast.kind));

/**
 * All links of a network, in order of depth: those of a correct spec, and also while an error elsewhere, in the data or
 * in the training, keeps it from being run. Undefined while a layer is in doubt: the others would be compared with
 * something that is not meant.
 */
export function knownLinks(checked: CheckedSpec): readonly Link[] | undefined {
  const { network, links, layers } = checked;
  if (network !== undefined) return network.links;
  return links.length > 0 && layers.every(isKnown) && areErrorsElsewhere(checked) ? links : undefined;
}
