/**
 * Local links on a ring of neurons: z_i = W_0i h_(i+lower) + W_1i h_(i+upper) + b_i. Weights are 2 × neurons; a few operations
 * a neuron. `lower` and `upper` are taken modulo the ring: 0 ≤ offset < neurons.
 */
class Ring {
  @inline static at(i: i32, offset: i32, neurons: i32): usize {
    const j = i + offset;
    return (<usize>(j >= neurons ? j - neurons : j)) << 2;
  }
}

/** @param bias 0 for none */
export function ringForward(
  hidden: usize,
  weights: usize,
  bias: usize,
  to: usize,
  samples: i32,
  neurons: i32,
  lower: i32,
  upper: i32,
): void {
  const row = (<usize>neurons) << 2;
  for (; samples > 0; samples--, hidden += row, to += row) {
    for (let i = 0; i < neurons; i++) {
      const at = (<usize>i) << 2;
      const low = load<f32>(weights + at) * load<f32>(hidden + Ring.at(i, lower, neurons));
      const high = load<f32>(weights + row + at) * load<f32>(hidden + Ring.at(i, upper, neurons));
      store<f32>(to + at, low + high + (bias == 0 ? 0 : load<f32>(bias + at)));
    }
  }
}

/** ∂ℓ/∂W, 2 × neurons. */
export function ringWeightGradient(
  hidden: usize,
  errors: usize,
  to: usize,
  samples: i32,
  neurons: i32,
  lower: i32,
  upper: i32,
): void {
  const row = (<usize>neurons) << 2;
  memory.fill(to, 0, row << 1);
  for (; samples > 0; samples--, hidden += row, errors += row) {
    for (let i = 0; i < neurons; i++) {
      const at = (<usize>i) << 2;
      const error = load<f32>(errors + at);
      const low = to + at;
      const high = low + row;
      store<f32>(low, load<f32>(low) + error * load<f32>(hidden + Ring.at(i, lower, neurons)));
      store<f32>(high, load<f32>(high) + error * load<f32>(hidden + Ring.at(i, upper, neurons)));
    }
  }
}

/** ∂ℓ/∂h */
export function ringInputGradient(
  errors: usize,
  weights: usize,
  to: usize,
  samples: i32,
  neurons: i32,
  lower: i32,
  upper: i32,
): void {
  const row = (<usize>neurons) << 2;
  for (; samples > 0; samples--, errors += row, to += row) {
    memory.fill(to, 0, row);
    for (let i = 0; i < neurons; i++) {
      const at = (<usize>i) << 2;
      const error = load<f32>(errors + at);
      const low = to + Ring.at(i, lower, neurons);
      store<f32>(low, load<f32>(low) + error * load<f32>(weights + at));
      const high = to + Ring.at(i, upper, neurons);
      store<f32>(high, load<f32>(high) + error * load<f32>(weights + row + at));
    }
  }
}
