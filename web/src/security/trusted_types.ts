// Under Trusted Types the page may start one worker, the chart's own, and may make no HTML from strings at all.

import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'

interface PolicyFactory {
  createPolicy(name: 'default', rules: { createScriptURL(url: string): string }): unknown
}

/** Absolute address of the chart's worker script, on our own origin. */
export const CHART_WORKER_URL = new URL(workerUrl, import.meta.url).href

/** The default policy: what the chart's own code passes as plain text goes through here. Call before anything else. */
export function guardScripts(): void {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes
  factory?.createPolicy('default', {
    createScriptURL(url) {
      if (url !== CHART_WORKER_URL) throw new TypeError('the page starts no worker but the chart’s own')
      return url
    },
  })
}
