/**
 * What the samples of a run are made of: checked and self-contained, so that a worker needs no file system.
 * `inputs` and `outputs` are the widths of X and Y.
 */
export type DataPlan = TeacherPlan | SpiralsPlan | IrisPlan | TablePlan;

interface Shape {
  readonly inputs: number;
  readonly outputs: number;
  readonly samples: number;
}

/** X normal, Y from a random one-hidden-layer tanh network, plus normal noise of the given standard deviation. */
export interface TeacherPlan extends Shape {
  readonly source: 'teacher';
  readonly noise: number;
}

/** Interleaved spirals in the plane, one a class; Y is one-hot. */
export interface SpiralsPlan extends Shape {
  readonly source: 'spirals';
  readonly noise: number;
}

/** Fisher's 150 iris flowers, 4 measurements, 3 species one-hot. */
export interface IrisPlan extends Shape {
  readonly source: 'iris';
  readonly standardize: boolean;
}

/** A table that was read from a file (csv), row-major. */
export interface TablePlan extends Shape {
  readonly source: 'csv';
  readonly standardize: boolean;
  /** `classes`: each row of the targets is one-hot. */
  readonly targetKind: 'numbers' | 'classes';
  /** samples × inputs */
  readonly inputValues: Float64Array;
  /** samples × outputs */
  readonly targetValues: Float64Array;
}

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
