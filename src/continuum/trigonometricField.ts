/** A smooth periodic function c₀ + Σ A cos(k_x x + k_y y + φ) on the torus [0, 2π)². */
export interface TrigonometricField {
  readonly constant: number;
  readonly modes: readonly TrigonometricMode[];
}

export interface TrigonometricMode {
  readonly amplitude: number;
  readonly kx: number;
  readonly ky: number;
  readonly phase: number;
}

/** The function's value at (x, y). */
export function trigonometricValue({ constant, modes }: TrigonometricField, x: number, y: number): number {
  let sum = constant;
  for (const { amplitude, kx, ky, phase } of modes) sum += amplitude * Math.cos(kx * x + ky * y + phase);
  return sum;
}
