import { vitePreprocess } from '@sveltejs/vite-plugin-svelte'

export default {
  preprocess: vitePreprocess(),
  // 'tree' builds every fragment from nodes, so that no component sets innerHTML and Trusted Types can forbid it.
  compilerOptions: { runes: true, fragments: 'tree' },
}
