// Under Trusted Types the page may load one worker script, its own, and may make no HTML from strings at all.

import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown
}

/** Absolute address of the chart's worker script, on our own origin. */
export const CHART_WORKER_URL = new URL(workerUrl, import.meta.url).href

export function guardScripts(): void {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes
  factory?.createPolicy('default', { createScriptURL: (url) => (url === CHART_WORKER_URL ? url : null) })
}
