/** Both functions are run in the page, too: they use nothing from outside. */

/** A message as VS Code carries it between host and page: JSON, beside which typed arrays go as they are. */
export function encodeMessage(message: unknown): string {
  return JSON.stringify(message, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let binary = '';
    for (let i = 0; i < bytes.length; i += 0x8000)
      binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return { typedArray: value.constructor.name, base64: btoa(binary) };
  });
}

export function decodeMessage(text: string): unknown {
  const constructors = new Map(
    [Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array].map((type) => [type.name, type]),
  );
  return JSON.parse(text, (_key, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('typedArray' in value) || !('base64' in value))
      return value;
    const type = constructors.get(String(value.typedArray));
    if (type === undefined) throw new Error(`messages carry no ${String(value.typedArray)}`);
    const binary = atob(String(value.base64));
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return new type(bytes.buffer);
  });
}
