import { succeed, type Result } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import { inputShapeOf } from '../data/types.js';
import { DiagnosticList, type Report } from '../spec/diagnosticList.js';
import { parseSpec, type SpecAst } from '../spec/parseSpec.js';
import { checkData, type CheckedData } from './checkData.js';
import { NOTHING_CHECKED, type CheckedSpec } from './checkedSpec.js';
import { checkHead, findHead } from './checkHead.js';
import { checkLoss } from './checkLoss.js';
import { checkMemory } from './checkMemory.js';
import { checkSizes } from './checkSizes.js';
import type { SpecEnvironment } from './environment.js';
import { describeGap, makeNetwork } from './makeNetwork.js';
import type { NetworkCode } from './networkCodes.js';
import { findLayers, type LayerOrigin } from './networkFile.js';
import type { PlacedLayer } from './placedLayer.js';
import { analysisPlan, trainingPlan } from './plans.js';
import { readLayers, type ReadLayers } from './readLayers.js';
import { equalShapes, writeShape } from './shape.js';
import { shapeReporter } from './shapeReports.js';
import { trainableNetwork, type TrainingGap } from './trainable.js';
import type { Experiment, Link, Network, Shape } from './types.js';

export type { CheckedSpec } from './checkedSpec.js';
export type { SpecEnvironment } from './environment.js';

const NO_LAYERS: readonly PlacedLayer[] = [];

/**
 * Checks the text of a spec: syntax, keys and values, files that it names, shapes, sizes. Pure, never throws, and fast
 * enough for every keystroke.
 */
export function checkSpec(text: string, environment: SpecEnvironment): CheckedSpec {
  const diagnostics = new DiagnosticList();
  const ast = parseSpec(text, diagnostics);
  if (ast === undefined) return { ...NOTHING_CHECKED, diagnostics: diagnostics.list() };
  const { report } = diagnostics;
  const dataAst = ast.values.data?.value;
  const data = dataAst === undefined ? undefined : checkData(dataAst, environment, report);
  const origin = findLayers(ast, environment, report);
  const input = origin === undefined ? undefined : inputShape(origin, data, origin.report);
  const chain = origin === undefined ? undefined : readChain(text, ast, origin, input);
  const { loss } = ast.values;
  const head = chain === undefined ? undefined : findHead(chain);
  if (origin !== undefined && data !== undefined && head !== undefined) checkHead(head, data, origin.report);
  if (data !== undefined && loss !== undefined) checkLoss(loss, data, head, origin?.report ?? report);
  const training = trainingPlan(ast);
  const analysis = analysisPlan(ast, data);
  checkSizes({ ast, data, links: chain?.links ?? [], training, analysis }, origin?.report ?? report);

  const complete = !diagnostics.hasError && chain?.complete === true && input !== undefined;
  const whole = complete && loss !== undefined ? makeNetwork(chain, input, loss.value) : undefined;
  const fits =
    whole === undefined || data === undefined
      ? true
      : checkMemory(ast, { network: whole, data: data.plan, training, analysis }, origin?.report ?? report);
  const network = fits ? whole : undefined;
  const layers = chain?.layers ?? NO_LAYERS;
  const experiment =
    network === undefined || data === undefined ? undefined : makeExperiment(ast, data, network);
  if (experiment?.ok === false) (origin?.report ?? report)(describeGap(experiment.error));
  return {
    name: ast.values.name.value,
    tree: ast.tree,
    layersFile: origin?.file,
    layers,
    links: chain?.links ?? [],
    network,
    experiment: experiment?.ok === true ? experiment.value : undefined,
    gap: experiment?.ok === false ? experiment.error : undefined,
    assumptions: [],
    diagnostics: diagnostics.list(),
  };
}

function readChain(text: string, ast: SpecAst, origin: LayerOrigin, input: Shape | undefined): ReadLayers {
  const { list, range, report } = origin;
  const weightDecay = ast.training.values.weightDecay.value;
  return readLayers({ list, range, input, weightDecay }, report, shapeReporter(text, ast.tree, report));
}

/** A row of N numbers is a line with one channel to those who want one. */
const isSameData = (data: Shape, model: Shape): boolean =>
  equalShapes(data, model) || (data.length === 1 && equalShapes([...data, 1], model));

/** The shape of what goes in: a file's own where it says one, which the data must have, too. */
function inputShape(
  { inputShape: model, file }: LayerOrigin,
  data: CheckedData | undefined,
  report: Report<NetworkCode>,
): Shape | undefined {
  if (data === undefined) return model?.value;
  const shape = inputShapeOf(data.plan);
  if (model === undefined || isSameData(shape, model.value)) return model?.value ?? shape;
  report({
    code: 'network.inputMismatch',
    severity: 'error',
    message: `The model takes values of shape ${writeShape(model.value)}, but the data has values of shape ${writeShape(shape)}: choose data that fits${file === undefined ? '' : ' the file'}.`,
    range: model.range,
    related: [{ message: `The data, of shape ${writeShape(shape)}`, range: data.outputsRange }],
  });
  return model.value;
}

function makeExperiment(ast: SpecAst, data: CheckedData, whole: Network): Result<Experiment, TrainingGap> {
  const network = trainableNetwork(whole);
  if (!network.ok) return network;
  return succeed({
    name: ast.values.name.value,
    seed: ast.values.seed.value,
    network: network.value,
    data: data.plan,
    training: trainingPlan(ast),
    analysis: analysisPlan(ast, data),
  });
}

/**
 * The links defined at an offset of the text: all copies of the innermost definition that holds it. A definition
 * holds its last character's end too, where a cursor may stand.
 */
export function linksAt(links: readonly Link[], offset: number): readonly Link[] {
  const length = ({ range }: { readonly range: TextRange }): number => range.end - range.start;
  const holding = links.filter(({ range }) => range.start <= offset && offset <= range.end);
  const shortest = Math.min(...holding.map(length));
  return holding.filter((link) => length(link) === shortest);
}
