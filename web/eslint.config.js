import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Imports go app -> features -> components, lib and sync; never upwards, never sideways. */
const layers = [
  { files: ['src/sync/**'], forbidden: ['**/app/**', '**/features/**', '**/components/**', 'react', 'react-dom'] },
  { files: ['src/lib/**', 'src/components/**'], forbidden: ['**/app/**', '**/features/**'] },
  { files: ['src/features/**'], forbidden: ['**/app/**'] },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules'] },
  ...tseslint.configs.strict,
  {
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  ...layers.map(({ files, forbidden }) => ({
    files,
    ignores: ['**/*.test.ts', '**/*.test.tsx'],
    rules: { 'no-restricted-imports': ['error', { patterns: forbidden }] },
  })),
  { files: ['scripts/**', 'e2e/**'], rules: { 'no-console': 'off', 'max-lines-per-function': 'off' } },
);
