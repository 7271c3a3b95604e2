import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier/flat';
import tseslint from 'typescript-eslint';

const serverOnly = ['@nestjs/*', 'typeorm', 'better-sqlite3', 'pg', 'mysql2', 'ews-javascript-api', 'nodemailer'];
const browserOnly = ['@angular/*'];

/** Who may import whom. `tools/workspace/src/boundaries.spec.ts` lints a forbidden import and expects it to fail. */
const boundaries = {
  enforceBuildableLibDependency: true,
  allow: [],
  depConstraints: [
    { sourceTag: 'kind:contract', onlyDependOnLibsWithTags: ['kind:none'], bannedExternalImports: [...serverOnly, ...browserOnly] },
    { sourceTag: 'kind:mime', onlyDependOnLibsWithTags: ['kind:none'] },
    { sourceTag: 'kind:spi', onlyDependOnLibsWithTags: ['kind:contract'] },
    { sourceTag: 'kind:adapter', onlyDependOnLibsWithTags: ['kind:spi', 'kind:contract'] },
    { sourceTag: 'kind:backend', onlyDependOnLibsWithTags: ['kind:spi', 'kind:contract', 'kind:mime', 'kind:oauth'] },
    { sourceTag: 'kind:oauth', onlyDependOnLibsWithTags: ['kind:contract'] },
    { sourceTag: 'kind:ui', onlyDependOnLibsWithTags: ['kind:contract'] },
    { sourceTag: 'kind:tool', onlyDependOnLibsWithTags: ['kind:mime'] },
    { sourceTag: 'platform:web', onlyDependOnLibsWithTags: ['platform:web', 'platform:any'], bannedExternalImports: serverOnly },
    { sourceTag: 'platform:node', onlyDependOnLibsWithTags: ['platform:node', 'platform:any'], bannedExternalImports: browserOnly },
  ],
};

/** A test may use what ships nowhere: the simulator, and another lib's contract suite. */
const boundariesOfTests = {
  ...boundaries,
  enforceBuildableLibDependency: false,
  depConstraints: boundaries.depConstraints.map((constraint) =>
    constraint.sourceTag.startsWith('platform:') || constraint.sourceTag === 'kind:contract'
      ? constraint
      : { ...constraint, onlyDependOnLibsWithTags: [...constraint.onlyDependOnLibsWithTags, 'kind:tool', 'kind:adapter'] },
  ),
};

const uncheckedSimulator = {
  regex: '^(@mailroom/exchange-simulator|(\\.{1,2}/)+(index|simulator))$',
  importNames: ['startSimulator'],
  message: 'The simulator of a test checks each message against the schema: import it from @mailroom/exchange-simulator/testing.',
};

const wholeZod = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
  message: 'It brings all of the library into a bundle, its languages too: import * as z.',
};

export default tseslint.config(
  { ignores: ['**/dist', '**/.angular', '**/.nx', '**/node_modules', 'tmp', 'data'] },
  { plugins: { '@nx': nx } },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', wholeZod],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['apps/host-web/**/*.ts', 'libs/ui/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: { '@angular-eslint/prefer-on-push-component-change-detection': 'error' },
  },
  {
    files: ['apps/host-web/**/*.html', 'libs/ui/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
  {
    // Nest resolves constructor parameters from emitted metadata, which a type-only import erases.
    files: ['libs/backend/**/*.ts', 'apps/host-api/**/*.ts', 'apps/listener/**/*.ts', 'tools/bench/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off', '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    // The reference CRM's listener is its API's composition without the API: the two share the people and the settings.
    files: ['apps/listener/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': ['error', { ...boundaries, allow: ['@mailroom/host-api'] }] },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@nx/enforce-module-boundaries': ['error', boundariesOfTests],
      'no-restricted-imports': ['error', { patterns: [uncheckedSimulator] }],
    },
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
  prettier,
);
