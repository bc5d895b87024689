import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * The same for the types in comments as for those in TypeScript, which other rules do not see.
 * @type {import('eslint').Rule.RuleModule}
 */
const noJsdocAnyOrCast = {
  create: (context) => ({
    Program() {
      const { sourceCode } = context;
      for (const comment of sourceCode.getAllComments()) {
        if (comment.type !== 'Block' || !comment.value.startsWith('*') || comment.loc == null) continue;
        if (/\{[^}]*\bany\b|\{\*\}/.test(comment.value))
          context.report({ loc: comment.loc, message: 'the type any: use unknown' });
        if (/@type \{/.test(comment.value) && sourceCode.getTokenAfter(comment)?.value === '(')
          context.report({ loc: comment.loc, message: 'a cast: let a check narrow the type' });
      }
    },
  }),
};

const recursiveMkdir = {
  selector: 'CallExpression[callee.name=/^mkdir(Sync)?$/] Property[key.name="recursive"]',
  message: 'it never ends where nothing can be made, as in /proc: use makeDirectory',
};

export default defineConfig(
  { ignores: ['dist/', '**/node_modules/', '**/.venv/', '.cache/', '.distq/'] },
  {
    files: ['**/*.{ts,tsx}', 'scripts/**/*.js', 'bin/*.js', '*.js'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { distq: { rules: { 'no-jsdoc-any-or-cast': noJsdocAnyOrCast } } },
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
      'distq/no-jsdoc-any-or-cast': 'error',
      'max-lines': ['error', { max: 300, skipComments: true }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-properties': ['error', ...['any', 'timeout'].map(collectedSignal)],
    },
  },
  { files: ['src/**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', recursiveMkdir] } },
  {
    // scripts/tsconfig.json has them, which is not the nearest one to all of them.
    files: ['scripts/**', 'bin/*.js', '*.js', '*.config.ts'],
    languageOptions: { parserOptions: { projectService: false, project: 'scripts/tsconfig.json' } },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['*.config.{js,ts}', '.dependency-cruiser.js', '**/*.d.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
);

/** @param {string} property of AbortSignal */
function collectedSignal(property) {
  const message = 'Node 20 may collect it as garbage, and it never aborts: use withJoinedSignal';
  return { object: 'AbortSignal', property, message };
}
