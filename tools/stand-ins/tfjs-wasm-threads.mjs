// In place of TF.js's WASM build with threads, which its backend imports and no worker here can start.
export const wasmWorkerContents = '';
export default undefined;
