import type { Diagnostic } from '../base/textRange.js';
import { DiagnosticList } from '../spec/diagnosticList.js';
import { UNTITLED } from '../spec/keysRoot.js';
import { parseSpec, type SpecAst } from '../spec/parseSpec.js';
import { chainLinks } from './chainLinks.js';
import { checkData, type CheckedData } from './checkData.js';
import { checkHead } from './checkHead.js';
import { checkSizes } from './checkSizes.js';
import type { SpecEnvironment } from './environment.js';
import { expandLayers, type PlacedLayer } from './expandLayers.js';
import type { AnalysisPlan, Experiment, Link, TrainingPlan } from './types.js';

export type { SpecEnvironment } from './environment.js';

/** What is known of a spec: enough to run it, or what keeps it from being run. */
export interface CheckedSpec {
  /** The spec's name, or one that says it has none. */
  readonly name: string;
  /** Undefined exactly when the diagnostics hold an error. */
  readonly experiment: Experiment | undefined;
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
    return { name: UNTITLED, experiment: undefined, links: [], diagnostics: diagnostics.list() };
  }
  const name = ast.values.name.value;
  const { report } = diagnostics;
  const dataAst = ast.values.data?.value;
  const data = dataAst === undefined ? undefined : checkData(dataAst, environment, report);
  const layerList = ast.values.layers;
  const layers =
    layerList === undefined ? [] : (expandLayers(layerList.value, layerList.range, report) ?? []);
  const links = chainLinks(layers, data?.plan.inputs, report);
  const complete = links.length === layers.length ? links : undefined;
  const training = trainingPlan(ast);
  const analysis = analysisPlan(ast, data);
  if (data !== undefined) checkHead(layers, data, ast, report);
  checkSizes({ ast, data, links, training, analysis }, report);
  const experiment =
    diagnostics.hasError || data === undefined || complete === undefined
      ? undefined
      : makeExperiment(ast, data, layers, complete, training, analysis);
  return { name, experiment, links, diagnostics: diagnostics.list() };
}

function trainingPlan({ training: { values } }: SpecAst): TrainingPlan {
  return {
    optimizer: values.optimizer.value,
    learningRate: values.learningRate.value,
    batchSize: values.batchSize.value,
    steps: values.steps.value,
    backend: values.backend.value,
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

function makeExperiment(
  ast: SpecAst,
  data: CheckedData,
  layers: readonly PlacedLayer[],
  links: readonly Link[],
  training: TrainingPlan,
  analysis: AnalysisPlan,
): Experiment | undefined {
  const loss = ast.values.loss?.value;
  if (loss === undefined) return undefined;
  return {
    name: ast.values.name.value,
    seed: ast.values.seed.value,
    network: {
      inputs: data.plan.inputs,
      outputs: data.plan.outputs,
      links,
      outputActivation: layers.at(-1)?.dense?.values.activation.value ?? 'linear',
      loss,
      parameterCount: links.reduce((sum, link) => sum + link.parameterCount, 0),
    },
    data: data.plan,
    training,
    analysis,
  };
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
