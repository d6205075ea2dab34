import { fail, messageOf, succeed, type Result } from '../base/result.js';
import { BIAS_ROLES, type BiasRole } from '../decomposition/biasRole.js';
import { frameWidth } from './frame.js';
import { RunStore } from './runStore.js';

/**
 * A run on disk: 8 bytes magic, the length of the head in bytes (uint32, little-endian), the head as JSON in UTF-8,
 * then the packed frames as little-endian float64.
 */
const MAGIC = 'BBDRUN2\n';
/** Bytes before the head. */
export const HEAD_START = MAGIC.length + 4;

export interface Head {
  readonly biases: readonly BiasRole[];
  readonly frames: number;
  /** What the writer wants to know of the run when it reads it back. */
  readonly header: unknown;
}

/** All platforms that VS Code runs on are little-endian; the copy is for alignment. */
export function encodeRun(header: object, store: RunStore): Uint8Array {
  const head: Head = { biases: store.biases, frames: store.frameCount, header };
  const json = new TextEncoder().encode(JSON.stringify(head));
  const packed = store.packed;
  const bytes = new Uint8Array(HEAD_START + json.length + packed.byteLength);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, json.length, true);
  bytes.set(json, HEAD_START);
  bytes.set(new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength), HEAD_START + json.length);
  return bytes;
}

const isBiasRole = (value: unknown): value is BiasRole => BIAS_ROLES.some((role) => role === value);

function readHead(json: string): Head | undefined {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) return undefined;
  const { biases, frames, header } = value as Partial<Record<keyof Head, unknown>>;
  if (!Array.isArray(biases) || !biases.every(isBiasRole)) return undefined;
  if (typeof frames !== 'number' || !Number.isInteger(frames) || frames < 0) return undefined;
  return { biases, frames, header };
}

/**
 * Where the frames of a stored run begin: as many bytes are enough for `decodeHead`.
 * @param start its first HEAD_START bytes or more
 */
export function framesStart(start: Uint8Array): Result<number, string> {
  const magic = new TextDecoder().decode(start.subarray(0, MAGIC.length));
  if (start.length < HEAD_START || magic !== MAGIC) return fail('not a stored run');
  return succeed(HEAD_START + new DataView(start.buffer, start.byteOffset).getUint32(MAGIC.length, true));
}

/** Reads the head of what `encodeRun` wrote, without its frames. */
export function decodeHead(bytes: Uint8Array): Result<Head, string> {
  const end = framesStart(bytes);
  if (!end.ok) return end;
  if (end.value > bytes.length) return fail('the stored run is cut off');
  let head: Head | undefined;
  try {
    head = readHead(new TextDecoder().decode(bytes.subarray(HEAD_START, end.value)));
  } catch (thrown) {
    return fail(`the head of the stored run is damaged: ${messageOf(thrown)}`);
  }
  return head === undefined ? fail('the head of the stored run is damaged') : succeed(head);
}

/** Reads back what `encodeRun` wrote; the error says what is wrong with the bytes. */
export function decodeRun(
  bytes: Uint8Array,
): Result<{ readonly header: unknown; readonly store: RunStore }, string> {
  const [start, decoded] = [framesStart(bytes), decodeHead(bytes)];
  if (!start.ok) return start;
  if (!decoded.ok) return decoded;
  const head = decoded.value;
  const expected = head.frames * frameWidth(head.biases.length) * 8;
  if (bytes.length - start.value !== expected) {
    return fail(`the stored run has ${bytes.length - start.value} bytes of frames instead of ${expected}`);
  }
  const store = new RunStore(head.biases);
  // A copy of its own: `slice` of a Node Buffer would be a view into a shared, unaligned one.
  store.append(new Float64Array(new Uint8Array(bytes.subarray(start.value)).buffer));
  return succeed({ header: head.header, store });
}
