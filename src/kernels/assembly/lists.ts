import { addArrays } from './arrays';

/** Adds the arrays of a list (chainLayout.ts) to another array; 0 is an empty list. */
export function addList(list: usize, to: usize, count: i32): void {
  if (list == 0) return;
  for (let array: usize = load<u32>(list); array != 0; list += 4, array = load<u32>(list)) {
    addArrays(to, array, to, count);
  }
}
