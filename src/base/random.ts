/**
 * Seeded random numbers: one seed, many independent named streams, so that adding a draw to one purpose
 * (say, shuffling) never changes another (say, initial weights).
 */
export interface Random {
  /** Uniform in [0, 1) with 53 random bits. */
  uniform(): number;
  /** Standard normal (Box–Muller, both values used). */
  normal(): number;
  /** Uniform integer in [0, bound). `bound` is a positive integer. */
  integer(bound: number): number;
}

/** FNV-1a over the UTF-16 code units of `text`; 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** SplitMix32 (Steele, Lea, Flood 2014, 32-bit constants): spreads a small seed over the generator's state. */
function splitMix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** sfc32 (Doty-Humphrey, PractRand): 128 bits of state, passes PractRand and BigCrush. */
function sfc32(next: () => number): () => number {
  let a = next();
  let b = next();
  let c = next();
  let counter = 1;
  const draw = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) draw();
  return draw;
}

/**
 * The random stream `purpose` of `seed`. Same arguments, same numbers, on every machine.
 * @param seed an integer; all 53 bits of it are used
 * @param purpose what the numbers are for, e.g. `'weights/3'`
 */
export function createRandom(seed: number, purpose: string): Random {
  const high = Math.floor(seed / 2 ** 32);
  const spread = splitMix32((seed | 0) ^ Math.imul(high, 0x85ebca6b) ^ hash(purpose));
  const bits = sfc32(spread);
  let spare: number | undefined;
  const uniform = (): number => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  return {
    uniform,
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    integer: (bound) => Math.floor(uniform() * bound),
  };
}

/** Fisher–Yates shuffle of 0 … count−1. */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}
