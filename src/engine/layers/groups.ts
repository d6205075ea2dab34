/** Weights of a convolution in groups, [taps, channels / groups, count]. */
export interface GroupLayout {
  readonly taps: number;
  /** Of the input. */
  readonly channels: number;
  /** Output channels. */
  readonly count: number;
  readonly groups: number;
}

/** Calls `act` with the place of every weight, and its place among the weights of all channels. */
function visitWeights(
  { taps, channels, count, groups }: GroupLayout,
  act: (own: number, whole: number) => void,
): void {
  const inputs = channels / groups;
  const outputs = count / groups;
  for (let tap = 0; tap < taps; tap++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < count; o++) {
        const channel = Math.floor(o / outputs) * inputs + i;
        act((tap * inputs + i) * count + o, (tap * channels + channel) * count + o);
      }
    }
  }
}

/** The same convolution without groups, [taps, channels, count]: 0 between channels of different groups. */
export function spreadGroups(layout: GroupLayout, weights: Float32Array): Float32Array {
  const whole = new Float32Array(layout.taps * layout.channels * layout.count);
  visitWeights(layout, (own, at) => {
    whole[at] = weights[own]!;
  });
  return whole;
}

/** The part of [taps, channels, count] that the groups have: the transpose of spreading them. */
export function takeGroups(layout: GroupLayout, whole: Float32Array): Float32Array {
  const weights = new Float32Array(whole.length / layout.groups);
  visitWeights(layout, (own, at) => {
    weights[own] = whole[at]!;
  });
  return weights;
}
