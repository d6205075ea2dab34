/** Whether a file is a spec by its name. */
export const isSpecName = (name: string): boolean => /\.bbd\.(?:ya?ml|json)$/.test(name);
