import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// File names carry no hash: the built page is committed, and a change must show as a change of the same file.
export default defineConfig({
  base: './',
  publicDir: 'generated',
  plugins: [svelte()],
  build: {
    outDir: '../src/marsad/serve/page',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: ({ names }) => (names[0]?.endsWith('.mjs') ? 'assets/[name].js' : 'assets/[name][extname]'),
        manualChunks: (id: string) => (id.includes('/maplibre-gl/') ? 'maplibre' : undefined),
      },
    },
  },
})
