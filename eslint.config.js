import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const recursiveMkdir = {
  selector: 'CallExpression[callee.name=/^mkdir(Sync)?$/] Property[key.name="recursive"]',
  message: 'it never ends where nothing can be made, as in /proc: use makeDirectory',
};

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', '.cache/', '.distq/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines': ['error', { max: 300, skipComments: true }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-properties': ['error', ...['any', 'timeout'].map(collectedSignal)],
    },
  },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', recursiveMkdir] } },
  {
    files: ['*.config.ts', '**/*.d.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
);

function collectedSignal(property) {
  const message = 'Node 20 may collect it as garbage, and it never aborts: use withJoinedSignal';
  return { object: 'AbortSignal', property, message };
}
