import { DESCEND, Update } from './update';

/** Moves b by its gradient, the sum of δ over the samples. */
export function updateBias(mode: i32, bias: usize, errors: usize, samples: i32, outputs: i32): void {
  if (mode == DESCEND) BiasLoop.run(DESCEND, bias, errors, samples, outputs);
  else BiasLoop.run(mode, bias, errors, samples, outputs);
}

class BiasLoop {
  @inline static run(mode: i32, bias: usize, errors: usize, samples: i32, outputs: i32): void {
    const row = (<usize>outputs) << 2;
    const scale = Update.scale();
    const shrinkage = Update.shrinkage();
    let j = 0;
    for (; j + 3 < outputs; j += 4, bias += 16, errors += 16) {
      let sum = v128.load(errors);
      let error = errors + row;
      for (let s = 1; s < samples; s++, error += row) sum = f32x4.add(sum, v128.load(error));
      Update.four(mode, bias, v128.load(bias), f32x4.mul(scale, sum), shrinkage);
    }
    for (; j < outputs; j++, bias += 4, errors += 4) {
      let sum = load<f32>(errors);
      let error = errors + row;
      for (let s = 1; s < samples; s++, error += row) sum += load<f32>(error);
      Update.one(mode, bias, sum);
    }
  }
}
