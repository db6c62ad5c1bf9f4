// Under Trusted Types the page may start one worker, the chart's own, and may make no HTML from strings at all.

import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown }
}

/** Absolute address of the chart's worker script, on our own origin. */
export const CHART_WORKER_URL = new URL(workerUrl, import.meta.url).href

/**
 * Lets the chart start its worker by a plain address: the address passes through our policy, which knows only that one.
 * Call once, before the chart is made.
 */
export function guardScripts(): void {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes
  const policy = factory?.createPolicy('marsad', {
    createScriptURL(url) {
      if (url !== CHART_WORKER_URL) throw new TypeError('the page starts no worker but the chart’s own')
      return url
    },
  })
  if (!policy) return
  const trusted = (url: string | URL): string => policy.createScriptURL(String(url)) as string
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(trusted(url), options)
    }
  }
}
