import { expect, test } from 'vitest';
import { instantiateKernels } from '../../../src/kernels/wasmModule.js';
import { BUILDS, KERNEL_MODULE } from './kernelBench.js';

/** Numbers of WebAssembly sections, in their order in the format. */
const SECTION = { table: 4, memory: 5, start: 8, elements: 9, data: 11, dataCount: 12 };

/** The numbers of the sections in a module. */
function sectionsOf(bytes: Uint8Array): number[] {
  const sections: number[] = [];
  let at = 8; // behind "\0asm" and the version
  while (at < bytes.length) {
    sections.push(bytes[at++]!);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    at += size;
  }
  return sections;
}

test.each(BUILDS)(
  'the module for $build has no data, memory, table or start, so it can share a heap',
  ({ bytes }) => {
    const sections = sectionsOf(bytes);
    expect(sections.length).toBeGreaterThan(3);
    for (const number of Object.values(SECTION)) expect(sections).not.toContain(number);
  },
);

test.each(BUILDS)('the module for $build imports a memory and nothing else', ({ module }) => {
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
});

test('making the kernels writes nothing into the memory', () => {
  const memory = new WebAssembly.Memory({ initial: 2 });
  new Uint8Array(memory.buffer).fill(0xa5);
  instantiateKernels(KERNEL_MODULE, memory);
  expect(new Uint8Array(memory.buffer).every((byte) => byte === 0xa5)).toBe(true);
});

test('another module is refused', () => {
  // The smallest module there is.
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  expect(() => instantiateKernels(empty, new WebAssembly.Memory({ initial: 1 }))).toThrow(
    /not that of the kernels/,
  );
});
