import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul';
import { eluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Elu';
import { eluGradConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/EluGrad';
import { erfConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Erf';
import { expConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Exp';
import { leakyReluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/LeakyRelu';
import { logConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Log';
import { maxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Max';
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply';
import { realDivConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/RealDiv';
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid';
import { softplusConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softplus';
import { sqrtConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sqrt';
import { squareConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Square';
import { stepConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Step';
import { subConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sum';
import { tanhConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Tanh';
import { transposeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose';
import { _fusedMatMulConfig as fusedMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { KernelName } from '../kernels.js';

/** TF.js's kernels on wasm that training calls. Importing its package instead would bring all of them. */
export const WASM_KERNELS: Readonly<Record<KernelName, KernelConfig>> = {
  Add: addConfig,
  BatchMatMul: batchMatMulConfig,
  Elu: eluConfig,
  EluGrad: eluGradConfig,
  Erf: erfConfig,
  Exp: expConfig,
  LeakyRelu: leakyReluConfig,
  Log: logConfig,
  Max: maxConfig,
  Multiply: multiplyConfig,
  RealDiv: realDivConfig,
  Relu: reluConfig,
  Sigmoid: sigmoidConfig,
  Softplus: softplusConfig,
  Sqrt: sqrtConfig,
  Square: squareConfig,
  Step: stepConfig,
  Sub: subConfig,
  Sum: sumConfig,
  Tanh: tanhConfig,
  Transpose: transposeConfig,
  _FusedMatMul: fusedMatMulConfig,
};
