import { succeed, type Result } from '../base/result.js';
import type { Diagnostic } from '../base/textRange.js';
import { DiagnosticList } from '../spec/diagnosticList.js';
import { UNTITLED } from '../spec/keysRoot.js';
import { parseSpec, type SpecAst } from '../spec/parseSpec.js';
import type { SourceNode } from '../spec/sourceTree.js';
import { chainLinks } from './chainLinks.js';
import { checkData, type CheckedData } from './checkData.js';
import { checkHead } from './checkHead.js';
import { checkSizes } from './checkSizes.js';
import type { SpecEnvironment } from './environment.js';
import { expandLayers, type ExpandedLayer } from './expandLayers.js';
import type { PlacedLayer } from './placedLayer.js';
import { trainableNetwork, trainablePlan, type TrainingGap } from './trainable.js';
import type { AnalysisPlan, Experiment, Link, Network, TrainingPlan } from './types.js';

export type { SpecEnvironment } from './environment.js';

/** What is known of a spec: enough to run it, or what keeps it from being run. */
export interface CheckedSpec {
  /** The spec's name, or one that says it has none. */
  readonly name: string;
  /** The text as a tree; undefined when not even that could be read. */
  readonly tree: SourceNode | undefined;
  /** As far as they could be understood, even with errors. */
  readonly layers: readonly PlacedLayer[];
  /** Undefined exactly when the diagnostics hold an error. */
  readonly network: Network | undefined;
  /** Undefined when there is no network, or one that this version cannot train: then there is a gap. */
  readonly experiment: Experiment | undefined;
  /** What keeps a correct spec from being trained. */
  readonly gap: TrainingGap | undefined;
  /** As far as they could be understood, even with errors. */
  readonly links: readonly Link[];
  /** In order of place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Samples of probe mode when the spec does not say. */
const DEFAULT_PROBE = 8;

/**
 * Checks the text of a spec: syntax, keys and values, data file, shapes, sizes. Pure, never throws, and fast enough
 * for every keystroke.
 */
export function checkSpec(text: string, environment: SpecEnvironment): CheckedSpec {
  const diagnostics = new DiagnosticList();
  const ast = parseSpec(text, diagnostics);
  if (ast === undefined) {
    return { ...NOTHING, diagnostics: diagnostics.list() };
  }
  const { report } = diagnostics;
  const dataAst = ast.values.data?.value;
  const data = dataAst === undefined ? undefined : checkData(dataAst, environment, report);
  const layerList = ast.values.layers;
  const expanded =
    layerList === undefined ? [] : (expandLayers(layerList.value, layerList.range, report) ?? []);
  const links = chainLinks(expanded, data?.plan.inputs, report);
  const training = trainingPlan(ast);
  const analysis = analysisPlan(ast, data);
  if (data !== undefined) checkHead(expanded, data, ast, report);
  checkSizes({ ast, data, links, training, analysis }, report);
  const complete = !diagnostics.hasError && links.length === expanded.length;
  const network = complete && data !== undefined ? makeNetwork(ast, data, expanded, links) : undefined;
  const experiment =
    network === undefined || data === undefined
      ? undefined
      : makeExperiment(ast, data, network, training, analysis);
  return {
    name: ast.values.name.value,
    tree: ast.tree,
    layers: placeLayers(expanded, links),
    links,
    network,
    experiment: experiment?.ok === true ? experiment.value : undefined,
    gap: experiment?.ok === false ? experiment.error : undefined,
    diagnostics: diagnostics.list(),
  };
}

const NOTHING: CheckedSpec = {
  name: UNTITLED,
  tree: undefined,
  layers: [],
  links: [],
  network: undefined,
  experiment: undefined,
  gap: undefined,
  diagnostics: [],
};

function placeLayers(expanded: readonly ExpandedLayer[], links: readonly Link[]): readonly PlacedLayer[] {
  const linkOf = new Map(links.map((link) => [link.layer, link]));
  return expanded.map(({ dense, range, copies }, index) => {
    const link = linkOf.get(index);
    return {
      index,
      ast: dense,
      range,
      copies,
      link: link?.m,
      inputShape: link?.inputShape,
      outputShape: link?.outputShape,
      parameterCount: link?.parameterCount ?? 0,
      within: [],
    };
  });
}

function trainingPlan({ training: { values } }: SpecAst): TrainingPlan {
  return {
    optimizer: values.optimizer.value,
    schedule: { kind: 'constant' },
    learningRate: values.learningRate.value,
    batchSize: values.batchSize.value,
    steps: values.steps.value,
    backend: values.backend.value === 'cpu' ? 'cpu' : 'wasm',
  };
}

function analysisPlan({ analysis: { values } }: SpecAst, data: CheckedData | undefined): AnalysisPlan {
  const samples = data?.plan.samples ?? DEFAULT_PROBE;
  return {
    every: values.every.value,
    probe: values.probe?.value ?? Math.min(DEFAULT_PROBE, samples),
    mode: values.mode.value,
  };
}

function makeNetwork(
  ast: SpecAst,
  { plan }: CheckedData,
  layers: readonly ExpandedLayer[],
  links: readonly Link[],
): Network | undefined {
  const loss = ast.values.loss?.value;
  if (loss !== 'mse' && loss !== 'crossEntropy') return undefined;
  return {
    inputShape: [plan.inputs],
    inputs: plan.inputs,
    outputs: plan.outputs,
    links,
    operationsOut: [],
    outputActivation: layers.at(-1)?.dense?.values.activation.value ?? 'linear',
    loss,
    parameterCount: links.reduce((sum, link) => sum + link.parameterCount, 0),
  };
}

function makeExperiment(
  ast: SpecAst,
  data: CheckedData,
  whole: Network,
  training: TrainingPlan,
  analysis: AnalysisPlan,
): Result<Experiment, TrainingGap> {
  const network = trainableNetwork(whole);
  if (!network.ok) return network;
  const { optimizer } = ast.training.values;
  const plan = trainablePlan(training, { optimizer: optimizer.range, schedule: optimizer.range });
  if (!plan.ok) return plan;
  return succeed({
    name: ast.values.name.value,
    seed: ast.values.seed.value,
    network: network.value,
    data: data.plan,
    training: plan.value,
    analysis,
  });
}

/**
 * The links defined at an offset of the text: all copies of the innermost definition that holds it. A definition
 * holds its last character's end too, where a cursor may stand.
 */
export function linksAt(links: readonly Link[], offset: number): readonly Link[] {
  const length = ({ range }: Link): number => range.end - range.start;
  const holding = links.filter(({ range }) => range.start <= offset && offset <= range.end);
  const shortest = Math.min(...holding.map(length));
  return holding.filter((link) => length(link) === shortest);
}
