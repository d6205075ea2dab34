/**
 * What the samples of a run are made of: checked and self-contained, so that a worker needs no file system.
 * `inputs` and `outputs` are the widths of X and Y.
 */
export type DataPlan =
  | TeacherPlan
  | SpiralsPlan
  | MoonsPlan
  | XorPlan
  | SinePlan
  | RingWavesPlan
  | Mnist1dPlan
  | DigitsPlan
  | IrisPlan
  | TablePlan;

interface Sizes {
  /** Numbers of one X; of a plan with a `shape`, its product. */
  readonly inputs: number;
  readonly outputs: number;
  /** All of them, those kept apart too. */
  readonly samples: number;
  /** Samples that are kept apart from training, fewer than all; absent for none. */
  readonly validation?: number;
}

/** X normal, Y from a random one-hidden-layer tanh network, plus normal noise of the given standard deviation. */
export interface TeacherPlan extends Sizes {
  readonly source: 'teacher';
  /** Of X, whose product is `inputs`; a row without it. */
  readonly shape?: readonly number[];
  readonly noise: number;
}

/** Interleaved spirals in the plane, one a class; Y is one-hot. */
export interface SpiralsPlan extends Sizes {
  readonly source: 'spirals';
  readonly noise: number;
}

/** Two half circles that reach into one another; Y is one-hot. */
export interface MoonsPlan extends Sizes {
  readonly source: 'moons';
  readonly noise: number;
}

/** The corners of a cube, told apart by parity; Y is one-hot. */
export interface XorPlan extends Sizes {
  readonly source: 'xor';
  readonly noise: number;
}

/** One number and a sine of it. */
export interface SinePlan extends Sizes {
  readonly source: 'sine';
  /** Periods per unit of x. */
  readonly frequency: number;
  readonly noise: number;
}

/** Smooth fields on a ring of `inputs` places, and the same moved on; as many outputs as inputs. */
export interface RingWavesPlan extends Sizes {
  readonly source: 'ring-waves';
  /** Wavelengths in a field; at most half the inputs. */
  readonly waves: number;
  /** Places that the target is moved on by. */
  readonly shift: number;
  readonly noise: number;
}

/** Distorted outlines of digits in one dimension; Y is one-hot. */
export interface Mnist1dPlan extends Sizes {
  readonly source: 'mnist1d';
  /** Standard deviation of the noise on every place, before the numbers are standardised. */
  readonly noise: number;
  /** Length and channels. */
  readonly shape: readonly [number, number];
}

/** Handwritten digits, the first `samples` of the bundled ones, pixels from 0 to 1; Y is one-hot. */
export interface DigitsPlan extends Sizes {
  readonly source: 'digits';
  /** Height, width, channels. */
  readonly shape: readonly [number, number, number];
}

/** Fisher's 150 iris flowers, 4 measurements, 3 species one-hot. */
export interface IrisPlan extends Sizes {
  readonly source: 'iris';
  readonly standardize: boolean;
}

/** A table that was read from a file (csv), row-major. */
export interface TablePlan extends Sizes {
  readonly source: 'csv';
  readonly standardize: boolean;
  /** `classes`: each row of the targets is one-hot. */
  readonly targetKind: 'numbers' | 'classes';
  /** samples × inputs */
  readonly inputValues: Float64Array;
  /** samples × outputs */
  readonly targetValues: Float64Array;
}

/** Shape of one X: of rank 1, unless the source says otherwise. */
export const inputShapeOf = (plan: DataPlan): readonly number[] =>
  ('shape' in plan ? plan.shape : undefined) ?? [plan.inputs];

/** Samples in float32, as the engine trains on them; row-major. */
export interface Dataset {
  readonly samples: number;
  readonly inputs: number;
  readonly outputs: number;
  /** samples × inputs */
  readonly x: Float32Array;
  /** samples × outputs */
  readonly y: Float32Array;
}

/** The samples of a run by what they are for. */
export interface SplitDataset {
  /** Batches, and the samples of the probe, come from these. */
  readonly training: Dataset;
  /** Undefined where no samples are kept apart. */
  readonly validation: Dataset | undefined;
}
