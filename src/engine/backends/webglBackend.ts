import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { setWebGLContext } from '@tensorflow/tfjs-backend-webgl/dist/canvas_util';
import { env } from '@tensorflow/tfjs-core';
import { fail, messageOf, succeed, type Result } from '../../base/result.js';
import { Kernels } from '../kernels.js';
import { activate } from './activate.js';
import { registerBackend } from './registerBackend.js';
import { WEBGL_KERNELS } from './webglKernels.js';

/** TF.js's webgl backend, active. */
export interface StartedWebgl {
  /** That it is slow. */
  readonly notice?: string;
  /** The graphics processor was reset or taken away: whatever is computed from now on is void. */
  readonly isLost: () => boolean;
}

/** Those that TF.js asks for itself. */
const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  depth: false,
  stencil: false,
};

const SOFTWARE_NOTICE =
  'WebGL is computed in software on this machine, which is slower than "backend: wasm"; the numbers are as good.';

/**
 * Makes TF.js's webgl backend the active one, on a canvas that nobody sees. For the worker of a page.
 * @returns the backend, or why it cannot be had: no canvas, no WebGL 2, no 32-bit floats, or a kernel is missing
 */
export async function startWebgl(): Promise<Result<StartedWebgl, string>> {
  if (typeof OffscreenCanvas === 'undefined') return fail('Its web workers have no OffscreenCanvas.');
  const fast = createContext(true);
  const context = fast ?? createContext(false);
  if (context === null) return fail('It has no WebGL 2.');
  setWebGLContext(2, context);
  env().set('WEBGL_VERSION', 2);
  // With 16 bits gradients lose all but three digits.
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
    return fail('Its WebGL computes with 16-bit floats only.');
  registerBackend('webgl', Object.values(WEBGL_KERNELS), () => new MathBackendWebGL());
  if (!(await activate('webgl'))) return fail('TensorFlow.js could not start it.');
  try {
    new Kernels().disposeAll();
  } catch (thrown) {
    return fail(messageOf(thrown));
  }
  return succeed({
    ...(fast === null ? { notice: SOFTWARE_NOTICE } : {}),
    isLost: () => context.isContextLost(),
  });
}

/** @param accelerated only where a graphics processor does the work */
const createContext = (accelerated: boolean): WebGL2RenderingContext | null =>
  new OffscreenCanvas(1, 1).getContext('webgl2', {
    ...ATTRIBUTES,
    failIfMajorPerformanceCaveat: accelerated,
  });
