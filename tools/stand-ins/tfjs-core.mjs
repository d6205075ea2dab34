// TF.js without what its entry brings along: optimizers, and the storage of models. Packages of backends import it by name.
import '@tensorflow/tfjs-core/dist/base_side_effects';

export * from '@tensorflow/tfjs-core/dist/base';
