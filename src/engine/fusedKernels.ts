let loaded: WebAssembly.Module | undefined;

/** Gives this process our own kernels, compiled from src/kernels/assembly, for all engines that are made from now on. */
export function provideFusedKernels(module: WebAssembly.Module): void {
  loaded = module;
}

/** Our kernels, if this process has them. */
export const fusedKernels = (): WebAssembly.Module | undefined => loaded;
