/** Something that can be done when all that it needs is done. */
export interface Task {
  readonly key: string;
  readonly needs: readonly string[];
}

/** Brings tasks into an order in which each stands behind what it needs; `stuck` are those that never can be done. */
export function orderTasks<T extends Task>(
  tasks: readonly T[],
): { readonly ordered: readonly T[]; readonly stuck: readonly T[] } {
  const dependents = new Map<string, T[]>();
  const open = new Map<T, number>();
  for (const task of tasks) {
    const needs = new Set(task.needs);
    open.set(task, needs.size);
    for (const need of needs) {
      const list = dependents.get(need);
      if (list === undefined) dependents.set(need, [task]);
      else list.push(task);
    }
  }
  // It grows while it is gone through.
  const ordered = tasks.filter((task) => open.get(task) === 0);
  for (const { key } of ordered) {
    for (const dependent of dependents.get(key) ?? []) {
      const left = (open.get(dependent) ?? 0) - 1;
      open.set(dependent, left);
      if (left === 0) ordered.push(dependent);
    }
    dependents.delete(key);
  }
  const done = new Set(ordered);
  return { ordered, stuck: tasks.filter((task) => !done.has(task)) };
}
