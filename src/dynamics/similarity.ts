/**
 * Products of displacements of one layer between samples, with the mean over samples taken out without bias
 * (U-centring: Székely, Rizzo 2014). Samples × samples, row-major, 0 on the diagonal; undefined entries there are none.
 */
export type CenteredGram = Float64Array;

/**
 * X Xᵀ of n samples; each row of X is one sample's numbers, in any order of the neurons.
 * @param rows samples × width
 */
export function gramMatrix(rows: Float64Array, samples: number): Float64Array {
  const width = rows.length / samples;
  const centered = rows.slice();
  // A common shift, such as that of the bias, drops out of everything; without it fewer digits cancel.
  for (let i = 0; i < width; i++) {
    let mean = 0;
    for (let s = 0; s < samples; s++) mean += centered[s * width + i]!;
    mean /= samples;
    for (let s = 0; s < samples; s++) centered[s * width + i]! -= mean;
  }
  const gram = new Float64Array(samples * samples);
  for (let s = 0; s < samples; s++) {
    for (let t = 0; t <= s; t++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += centered[s * width + i]! * centered[t * width + i]!;
      gram[s * samples + t] = sum;
      gram[t * samples + s] = sum;
    }
  }
  return gram;
}

/**
 * The U-centred Gram matrix of some of the samples.
 * @param gram samples × samples
 * @param chosen at least 4 of them, in an order that pairs them with those of another layer
 */
export function centerGram(gram: Float64Array, samples: number, chosen: ArrayLike<number>): CenteredGram {
  const count = chosen.length;
  const centered = new Float64Array(count * count);
  const sums = new Float64Array(count);
  let total = 0;
  for (let s = 0; s < count; s++) {
    for (let t = 0; t < count; t++) {
      if (s === t) continue;
      const product = gram[chosen[s]! * samples + chosen[t]!]!;
      centered[s * count + t] = product;
      sums[s]! += product;
      total += product;
    }
  }
  const mean = total / ((count - 1) * (count - 2));
  for (let s = 0; s < count; s++) {
    for (let t = 0; t < count; t++) {
      if (s !== t) centered[s * count + t]! += mean - (sums[s]! + sums[t]!) / (count - 2);
    }
  }
  return centered;
}

/**
 * Linear CKA (Kornblith et al. 2019) by the unbiased estimator of HSIC (Song et al. 2012): 0 on average for independent
 * layers, 1 for one that is a rotation of the other, and not bound to [0, 1] in between. The plain estimator would come near
 * 1 for any two layers that are wider than there are samples. Undefined where a layer does not vary.
 * @param a U-centred Gram matrices of the same samples
 */
export function debiasedSimilarity(a: CenteredGram, b: CenteredGram): number | undefined {
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  return aa === 0 || bb === 0 ? undefined : ab / (Math.sqrt(aa) * Math.sqrt(bb));
}
