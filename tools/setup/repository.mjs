import { join, resolve } from 'node:path';

/** The repository's root folder. */
export const REPOSITORY = resolve(import.meta.dirname, '../..');

/** @param {string[]} segments */
export const inRepository = (...segments) => join(REPOSITORY, ...segments);

/** Where the command was given: npm moves to the root, and keeps the folder it came from in INIT_CWD. */
export const INVOKED_FROM = process.env['INIT_CWD'] ?? process.cwd();
