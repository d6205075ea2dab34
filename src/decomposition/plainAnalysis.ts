import type { ParameterSource, RunAnalysis, Samples } from './runAnalysis.js';
import { StepAnalyzer } from './stepAnalyzer.js';
import type { Decomposition, NetworkStructure, ParameterSnapshot } from './types.js';

/** Decomposes by plain TypeScript, which serves every network. */
export class PlainAnalysis implements RunAnalysis {
  private readonly analyzer: StepAnalyzer;
  private state: { readonly parameters: ParameterSnapshot; readonly samples: Samples } | undefined;

  constructor(
    network: NetworkStructure,
    private readonly source: ParameterSource,
  ) {
    this.analyzer = new StepAnalyzer(network);
  }

  before(_step: number, samples: Samples): void {
    this.state = { parameters: this.source.parameters(), samples };
  }

  after(step: number, after: Samples): Decomposition {
    if (this.state === undefined) throw new Error(`the state before step ${step} was not taken up`);
    const { parameters, samples } = this.state;
    return this.analyzer.analyze({
      before: parameters,
      after: this.source.parameters(),
      samples: samples.samples,
      inputsBefore: samples.x,
      inputsAfter: after.x,
      targets: samples.y,
    });
  }
}
