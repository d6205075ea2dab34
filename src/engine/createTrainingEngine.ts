import { KernelEngine } from './kernelEngine.js';
import type { EngineOptions, TrainingEngine } from './trainingEngine.js';

/**
 * The fastest engine that can do what is asked on the active backend.
 * @throws Error when that backend lacks a kernel
 */
export function createTrainingEngine(options: EngineOptions): TrainingEngine {
  return new KernelEngine(options);
}
