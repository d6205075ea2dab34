// In place of modules that are imported for what they do, or export what nobody here uses.
export {};
