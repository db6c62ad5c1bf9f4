import { defineConfig } from 'vite'

// A page that draws the same feed through a GeoJSON source, for comparison in benchmarks/page.py. Never shipped.
export default defineConfig({
  root: 'bench',
  base: './',
  publicDir: '../generated',
  build: { outDir: '../dist-bench', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
})
