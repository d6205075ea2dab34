import type { TextRange } from '../base/textRange.js';
import { quote } from '../spec/describe.js';
import type { LayerListAst, RepeatAst } from '../spec/keysLayers.js';
import { suggest } from '../spec/suggest.js';
import type { Located } from '../spec/valueType.js';
import type { CodedDiagnostic } from '../spec/diagnosticList.js';
import type { LayerDraft } from './layerDrafts.js';
import type { NetworkCode } from './networkCodes.js';

/** Where a name is declared in the text, and in which repeats, outermost first. */
interface Declaration {
  readonly range: TextRange;
  readonly repeats: readonly RepeatAst[];
}

/** A name and the link whose z it stands for. */
export interface NamedLayer {
  readonly layer: LayerDraft;
  /** m of the link; undefined for a layer without weights. */
  readonly m: number | undefined;
}

/** Unknown names that get a suggestion: comparing each with all others costs their product. */
const MAX_SUGGESTIONS = 20;

/** The names of all layers of a text, whether they have been passed or not. */
export class DeclaredNames {
  private readonly declarations = new Map<string, Declaration>();
  private suggestions = 0;

  constructor(layers: LayerListAst) {
    this.declare(layers, []);
  }

  private declare(layers: LayerListAst, repeats: readonly RepeatAst[]): void {
    for (const { value } of layers) {
      if (value === undefined) continue;
      if (value.kind === 'repeat') {
        this.declare(value.values.layers?.value ?? [], [...repeats, value]);
        continue;
      }
      const { name } = value.values;
      if (name !== undefined && !this.declarations.has(name.value)) {
        this.declarations.set(name.value, { range: name.range, repeats });
      }
      if (value.kind === 'residual') this.declare(value.values.layers?.value ?? [], repeats);
    }
  }

  /** Why a name that `scope` does not know cannot be referred to from there. */
  explain(reference: Located<string>, scope: LayerScope): CodedDiagnostic<NetworkCode> {
    const name = quote(reference.value);
    const declaration = this.declarations.get(reference.value);
    const common = { severity: 'error' as const, range: reference.range };
    if (declaration === undefined) {
      const meant =
        this.suggestions++ < MAX_SUGGESTIONS
          ? suggest(reference.value, [...this.declarations.keys()])
          : undefined;
      return {
        ...common,
        code: 'network.unknownName',
        message:
          meant === undefined
            ? `There is no layer called ${name}. Give the layer that is meant a "name".`
            : `There is no layer called ${name}. Did you mean ${quote(meant)}?`,
        ...(meant === undefined
          ? {}
          : {
              fix: {
                title: `Change to ${meant}`,
                edits: [{ range: reference.range, newText: writeName(meant) }],
              },
            }),
      };
    }
    const related = [{ message: `The layer ${name}`, range: declaration.range }];
    const here = scope.repeats();
    const shared = declaration.repeats.every((repeat, i) => here[i] === repeat);
    return shared
      ? {
          ...common,
          code: 'network.laterLayer',
          message: `The layer ${name} does not come before this one: only an earlier layer can be referred to.`,
          related,
        }
      : {
          ...common,
          code: 'network.insideRepeat',
          message: `The layer ${name} stands inside a repeat, so that there are several of it: only a layer of the same copy, or one outside of all repeats, can be referred to.`,
          related,
        };
  }
}

/** A name as it can stand in a spec's text. */
const writeName = (name: string): string => (/^[A-Za-z][\w ]*\w$/.test(name) ? name : JSON.stringify(name));

/** The names that a layer can refer to: those of its copy of a repeat, and of what is around it. */
export class LayerScope {
  private readonly names = new Map<string, NamedLayer>();

  constructor(
    private readonly parent?: LayerScope,
    private readonly repeat?: RepeatAst,
  ) {}

  add(name: string, layer: NamedLayer): void {
    this.names.set(name, layer);
  }

  find(name: string): NamedLayer | undefined {
    return this.names.get(name) ?? this.parent?.find(name);
  }

  /** The repeats that it is in, outermost first. */
  repeats(): readonly RepeatAst[] {
    const around = this.parent?.repeats() ?? [];
    return this.repeat === undefined ? around : [...around, this.repeat];
  }
}
