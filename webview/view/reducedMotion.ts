/** Whether the person wants less to move: by the operating system's setting, or by VS Code's `workbench.reduceMotion`. */
export const isMotionReduced = (): boolean =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ||
  document.body.classList.contains('vscode-reduce-motion');
