import { spawnSync } from 'node:child_process';

/** Pythons that may have PyTorch; Debian's package python3-torch belongs to the second. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** A Python that has PyTorch, if there is one. */
export const pythonWithTorch = () =>
  PYTHONS.find((python) => spawnSync(python, ['-c', 'import torch']).status === 0);
