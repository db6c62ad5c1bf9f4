import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

const htmlFromStrings = [
  ['innerHTML', 'outerHTML', 'srcdoc'].map((name) => ({
    selector: `MemberExpression[property.name='${name}']`,
    message: 'Text from the air is hostile: no HTML from strings.',
  })),
  ['insertAdjacentHTML', 'setHTMLUnsafe', 'parseFromString', 'createContextualFragment'].map((name) => ({
    selector: `CallExpression > MemberExpression.callee[property.name='${name}']`,
    message: 'Text from the air is hostile: no HTML from strings.',
  })),
  ['write', 'writeln'].map((name) => ({
    selector: `CallExpression > MemberExpression.callee[object.name='document'][property.name='${name}']`,
    message: 'Text from the air is hostile: no HTML from strings.',
  })),
].flat()

export default ts.config(
  { ignores: ['node_modules/', 'generated/', 'dist-bench/'] },
  ...ts.configs.recommended,
  ...svelte.configs['flat/recommended'],
  { languageOptions: { globals: { window: 'readonly', document: 'readonly' } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      'no-restricted-syntax': ['error', ...htmlFromStrings],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'svelte/no-at-html-tags': 'error',
      'no-undef': 'off',
      // State is held as immutable sets and maps that are replaced as a whole.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
)
