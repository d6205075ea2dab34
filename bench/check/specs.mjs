/** A name, the number of layers, what a check may take at the 95th percentile in ms, and the text. */

const head = (name) => `bbd: 1
name: ${name}
seed: 7
data: {source: teacher, inputs: 8, outputs: 1, samples: 512, noise: 0.05}
layers: # from input to output
`;
const tail = `loss: mse
training: {optimizer: sgd, learningRate: 0.05, batchSize: 1, steps: 2000}
analysis: {every: 10, probe: 8, mode: probe}
`;

/** One line a layer; some layers differ, as they do in specs that someone works on. */
function writtenOut(count) {
  const lines = [];
  for (let i = 1; i < count; i++) {
    const width = i % 97 === 50 ? 9 : 8;
    lines.push(`  - {type: dense, units: ${width}, activation: tanh}\n`);
  }
  return `${head(`${count} layers`)}${lines.join('')}  - {type: dense, units: 1}\n${tail}`;
}

/** As `writtenOut`, with a key on each line. */
const inLines = (count) =>
  writtenOut(count).replaceAll(/\{(type: dense, .*)\}/g, (_, keys) => keys.replaceAll(', ', '\n    '));

function repeated(count) {
  return `${head('Repeated')}  - {type: dense, units: 8, activation: tanh}
  - repeat: ${count - 2}
    layers:
      - {type: dense, units: 8, activation: tanh}
  - {type: dense, units: 1}
${tail}`;
}

/** All kinds of layers, by repeat and written out. */
function mixed() {
  const lines = [
    '{type: conv1d, filters: 8, kernel: 3, activation: relu}',
    '{type: residual, layers: [{type: layerNorm}, {type: conv1d, filters: 8, kernel: 3}]}',
    '{type: dropout, rate: 0.1}',
    '{type: conv1d, filters: 8, kernel: 3}',
    '{type: batchNorm, activation: tanh}',
  ];
  const writtenOut = Array.from({ length: 120 }, () => lines.map((line) => `  - ${line}\n`).join('')).join(
    '',
  );
  return `${head('Mixed').replace(/data: .*/, 'data: {source: mnist1d}')}  - repeat: 165
    layers:
${lines.map((line) => `      - ${line}\n`).join('')}${writtenOut}  - {type: flatten}
  - {type: dense, units: 10}
${tail.replace('mse', 'crossEntropy')}`;
}

export const SPECS = [
  { name: '100 layers, written out', target: 10, text: writtenOut(100) },
  { name: '2000 layers, written out', target: 100, text: writtenOut(2000) },
  { name: '2000 layers, a key a line', target: 100, text: inLines(2000) },
  { name: '2000 layers by repeat', target: 100, text: repeated(2000) },
  { name: '2000 layers of all kinds', target: 100, text: mixed() },
];
