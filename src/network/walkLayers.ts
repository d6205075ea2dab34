import type { ActivationName } from '../base/activation.js';
import type { Report } from '../spec/diagnosticList.js';
import type { LayerListAst, OpaqueAst, RepeatAst, ResidualAst } from '../spec/keysLayers.js';
import type { LinkAst } from '../spec/keysLinks.js';
import type { NormAst, OperationAst } from '../spec/keysOperations.js';
import type { Located } from '../spec/valueType.js';
import { DeclaredNames, LayerScope } from './layerScope.js';
import type { LayerDraft, LinkDraft } from './layerDrafts.js';
import { linkSizes, outputWithoutInput, weightCount, type LinkSizes } from './linkSizes.js';
import type { NetworkCode } from './networkCodes.js';
import { inputOperation } from './inputOperation.js';
import { operationShape } from './operationShape.js';
import { warnOfEvenKernel } from './evenKernel.js';
import { equalShapes } from './shape.js';
import type { ReportShape, Walk } from './walk.js';
import {
  emptyResidualProblem,
  noWeightsProblem,
  skipShapeProblem,
  unknownShapeProblem,
} from './walkProblems.js';
import { findTie } from './tie.js';
import type { Copies, InputOperation, Shape, Skip } from './types.js';

interface Surroundings {
  readonly copies: Copies;
  /** Residual blocks, outermost first. */
  readonly within: readonly number[];
  readonly scope: LayerScope;
}

/**
 * Follows a value through the layers of a spec, repeats written out. What a layer without weights does belongs to the
 * input side of the next link, as the activation does (THEORY §0); a norm right behind a linear link belongs to it
 * (THEORY §5d). After a layer whose shape is not known it goes on where the next shape is.
 */
class Walker {
  readonly layers: LayerDraft[] = [];
  readonly links: LinkDraft[] = [];
  /** Since the last link. */
  operations: InputOperation[] = [];
  normParameters = 0;
  /** σ of the last z. */
  activation: ActivationName = 'linear';
  /** The link whose z a norm would belong to if it came next. */
  private normable: LinkDraft | undefined;
  /** Shapes of z^(0) = X, z^(1), … */
  private readonly z: (Shape | undefined)[];

  constructor(
    public shape: Shape | undefined,
    private readonly names: DeclaredNames,
    private readonly report: Report<NetworkCode>,
    private readonly reportShape: ReportShape,
  ) {
    this.z = [shape];
  }

  walk(list: LayerListAst, around: Surroundings): void {
    for (const { value, range } of list) {
      if (value?.kind === 'repeat') {
        this.repeat(value, around);
        continue;
      }
      const layer: LayerDraft = {
        index: this.layers.length,
        ast: value,
        range,
        copies: around.copies,
        within: around.within,
        m: this.links.length,
        link: undefined,
        inputShape: this.shape,
        outputShape: undefined,
        parameterCount: 0,
      };
      this.layers.push(layer);
      this.enter(value, layer, around);
      layer.outputShape = this.shape;
      const name = value?.values.name;
      if (name !== undefined) around.scope.add(name.value, { layer, m: this.ownZ(layer) });
    }
  }

  private enter(ast: LayerDraft['ast'], layer: LayerDraft, around: Surroundings): void {
    switch (ast?.kind) {
      case 'residual':
        this.residual(ast, layer, around);
        return;
      case undefined:
      case 'dense':
      case 'local':
      case 'conv1d':
      case 'conv2d':
      case 'opaque':
        this.link(ast, layer, around.scope);
        return;
      case 'layerNorm':
      case 'batchNorm':
        this.norm(ast, layer);
        return;
      case 'dropout':
      case 'flatten':
      case 'globalAveragePool':
      case 'maxPool1d':
      case 'maxPool2d':
      case 'avgPool1d':
      case 'avgPool2d':
        this.operation(ast, layer);
    }
  }

  /** m of the link whose z a layer stands for. */
  private ownZ({ ast, link, m }: LayerDraft): number | undefined {
    if (ast?.kind !== 'residual') return link;
    return this.links.length > m ? this.links.length - 1 : undefined;
  }

  private repeat(repeat: RepeatAst, around: Surroundings): void {
    const inner = repeat.values.layers?.value;
    const of = repeat.values.repeat?.value ?? 1;
    if (inner === undefined) {
      this.shape = undefined;
      return;
    }
    for (let index = 1; index <= of; index++) {
      const scope = new LayerScope(around.scope, repeat);
      this.walk(inner, { ...around, scope, copies: [...around.copies, { index, of }] });
    }
  }

  private residual(residual: ResidualAst, layer: LayerDraft, around: Surroundings): void {
    const from = this.links.length;
    const before = this.shape;
    // The skip takes z as it is here: a norm inside acts on what the block adds.
    this.normable = undefined;
    const inner = residual.values.layers;
    if (inner === undefined) {
      this.shape = undefined;
      return;
    }
    this.walk(inner.value, { ...around, within: [...around.within, layer.index] });
    const inside = this.layers.slice(layer.index + 1);
    layer.parameterCount = inside.reduce(
      (sum, { ast, parameterCount }) => sum + (ast?.kind === 'residual' ? 0 : parameterCount),
      0,
    );
    this.normable = undefined;
    const last = this.links.at(-1);
    if (last === undefined || last.m < from) {
      if (inner.value.length === 0) return;
      this.report(emptyResidualProblem(residual));
      return;
    }
    const value = residual.values.skipValue.value;
    this.addSkip(last, { from, value, layer: layer.index }, before, residual.values.type ?? residual);
  }

  private addSkip(
    link: LinkDraft,
    skip: Pick<Skip, 'from' | 'value' | 'layer'>,
    source: Shape | undefined,
    { range }: { readonly range: LayerDraft['range'] },
  ): void {
    const target = this.z[link.m + 1];
    link.skips.push({ ...skip, span: link.m + 1 - skip.from });
    if (source === undefined || target === undefined || equalShapes(source, target)) return;
    const below = skip.from === 0 ? undefined : this.links[skip.from - 1];
    this.report(skipShapeProblem(range, { shape: source, from: below }, { shape: target, to: link }));
  }

  private link(ast: LinkAst | OpaqueAst | undefined, layer: LayerDraft, scope: LayerScope): void {
    const m = this.links.length;
    const sizes = this.linkSizes(ast, layer);
    const link: LinkDraft = {
      m,
      ast,
      layer,
      sizes,
      activationIn: this.activation,
      operationsIn: this.operations,
      normParametersIn: this.normParameters,
      norm: undefined,
      normParameters: 0,
      tiedTo: undefined,
      skips: [],
    };
    layer.link = m;
    this.links.push(link);
    this.operations = [];
    this.normParameters = 0;
    this.shape = sizes?.outputShape ?? (ast === undefined ? undefined : outputWithoutInput(ast));
    this.z.push(this.shape);
    this.activation = 'linear';
    this.normable = undefined;
    if (ast === undefined) return;
    if (ast.kind === 'opaque') {
      layer.parameterCount = ast.values.parameterCount?.value ?? 0;
      if (ast.values.outputShape === undefined) this.report(unknownShapeProblem(ast));
      return;
    }
    const { activation, tieWith, skipFrom, skipValue } = ast.values;
    this.activation = activation.value;
    if (tieWith !== undefined) link.tiedTo = this.tie(link, tieWith, scope);
    if (sizes !== undefined && link.tiedTo === undefined) {
      layer.parameterCount = weightCount(sizes, ast.values.bias.value);
    }
    if (skipFrom !== undefined) this.skipFrom(link, skipFrom, skipValue.value, scope);
    if (activation.value === 'linear' && link.skips.length === 0) this.normable = link;
    if (ast.kind === 'conv1d' || ast.kind === 'conv2d') warnOfEvenKernel(ast, this.report);
  }

  private linkSizes(ast: LinkAst | OpaqueAst | undefined, layer: LayerDraft): LinkSizes | undefined {
    if (ast === undefined || ast.kind === 'opaque' || this.shape === undefined) return undefined;
    const sizes = linkSizes(ast, this.shape);
    if (sizes?.ok === false) this.reportShape(sizes.error, layer);
    return sizes?.ok === true ? sizes.value : undefined;
  }

  private tie(link: LinkDraft, reference: Located<string>, scope: LayerScope): LinkDraft | undefined {
    const named = scope.find(reference.value);
    if (named === undefined) {
      this.report(this.names.explain(reference, scope));
      return undefined;
    }
    const target = named.layer.link === undefined ? undefined : this.links[named.layer.link];
    const tie = findTie(link, target, reference, named.layer);
    if (tie.ok) return tie.value;
    this.report(tie.error);
    return undefined;
  }

  private skipFrom(
    link: LinkDraft,
    reference: Located<string>,
    value: Skip['value'],
    scope: LayerScope,
  ): void {
    const named = scope.find(reference.value);
    if (named === undefined) {
      this.report(this.names.explain(reference, scope));
    } else if (named.m === undefined) {
      this.report(noWeightsProblem(reference, named.layer));
    } else {
      const from = named.m + 1;
      this.addSkip(link, { from, value, layer: link.layer.index }, this.z[from], reference);
    }
  }

  private operation(ast: Exclude<OperationAst, NormAst>, layer: LayerDraft): void {
    this.normable = undefined;
    const input = this.shape;
    const shape = input === undefined ? undefined : operationShape(ast, input);
    if (shape?.ok === false) this.reportShape(shape.error, layer);
    this.shape = shape?.ok === true ? shape.value : undefined;
    const operation = inputOperation(ast, layer.index);
    if (operation !== undefined) this.operations.push(operation);
  }

  private norm({ kind, values }: NormAst, layer: LayerDraft): void {
    const channels = this.shape?.at(-1);
    const parameters = channels === undefined ? 0 : 2 * channels;
    layer.parameterCount = parameters;
    const activation = values.activation.value;
    const link = this.normable;
    if (link !== undefined) {
      link.norm = { kind, layer: layer.index };
      link.normParameters = parameters;
      this.activation = activation;
      this.normable = undefined;
      return;
    }
    this.normParameters += parameters;
    this.operations.push({ kind, layer: layer.index });
    if (activation !== 'linear') {
      this.operations.push({ kind: 'activation', name: activation, layer: layer.index });
    }
  }
}

/**
 * Follows a value of shape `input` through the layers.
 * @param input undefined where the data is not known: then only what does not depend on it is
 */
export function walkLayers(
  list: LayerListAst,
  input: Shape | undefined,
  report: Report<NetworkCode>,
  reportShape: ReportShape,
): Walk {
  const walker = new Walker(input, new DeclaredNames(list), report, reportShape);
  walker.walk(list, { copies: [], within: [], scope: new LayerScope() });
  return {
    layers: walker.layers,
    links: walker.links,
    operationsOut: walker.operations,
    normParametersOut: walker.normParameters,
    outputActivation: walker.activation,
    outputShape: walker.shape,
  };
}
