import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/**
 * Folders of src/ from the most basic to the leaves: each may import only from the ones before it.
 * `cli`, `host` and the webview are leaves: nothing imports them and they import no other leaf.
 */
const layers = [
  'base',
  'quantities',
  'data',
  'spec',
  'keras',
  'network',
  'symmetry',
  'language',
  'kernels',
  'decomposition',
  'dynamics',
  'continuum',
  'run',
  'export',
  'protocol',
  'engine',
  'worker',
];
const leaves = ['cli', 'host'];

const upTo = (name) => layers.slice(0, layers.indexOf(name) + 1);
const folder = (type) => ({ to: { element: { types: { anyOf: type } } } });

const dependencyRules = [
  ...layers.map((name) => ({ from: { element: { type: name } }, allow: folder(upTo(name)) })),
  { from: { element: { type: 'cli' } }, allow: folder([...layers, 'cli']) },
  { from: { element: { type: 'host' } }, allow: folder([...layers.filter((l) => l !== 'engine'), 'host']) },
  {
    from: { element: { type: 'webview' } },
    allow: folder(['base', 'quantities', 'run', 'protocol', 'webview']),
  },
];

const tensorflow = { group: ['@tensorflow/*'], message: 'Only src/engine and src/worker import TF.js.' };
const vscodeApi = { group: ['vscode'], message: 'Only src/host imports vscode.' };
/** host and webview show the analysis, they do not compute it: types only. */
const analysisValues = {
  regex: '/(decomposition|dynamics|continuum)/',
  allowTypeImports: true,
  message: 'The host and the webview import types of the analysis, never values.',
};

const restrictImports = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'dist-test', 'coverage', '.vscode-host', '.vscode-test', 'artifacts'] },
  // AssemblyScript: its compiler checks it.
  { ignores: ['src/kernels/assembly'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/include': ['src/**/*', 'webview/**/*'],
      'boundaries/elements': [
        ...[...layers, ...leaves].map((name) => ({ type: name, pattern: `src/${name}` })),
        { type: 'webview', pattern: 'webview' },
      ],
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', policies: dependencyRules }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Loop bounds, not checks, keep typed-array reads inside; `!` states it under noUncheckedIndexedAccess.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Numeric code reads ArrayLike, which is not iterable.
      '@typescript-eslint/prefer-for-of': 'off',
      'eqeqeq': 'error',
    },
  },
  { files: ['src/**/*.ts', 'webview/**/*.ts'], rules: restrictImports(tensorflow, vscodeApi) },
  { files: ['src/engine/**/*.ts', 'src/worker/**/*.ts'], rules: restrictImports(vscodeApi) },
  { files: ['src/host/**/*.ts'], rules: restrictImports(tensorflow, analysisValues) },
  { files: ['webview/**/*.ts'], rules: restrictImports(tensorflow, vscodeApi, analysisValues) },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'setTimeout', 'clearTimeout', 'performance', 'fetch', 'Buffer'].map(
          (n) => [n, 'readonly'],
        ),
      ),
    },
  },
);
