// land:// gives the chart the page's own land archive. It is fetched once, whole, so any file server will do.

import { type AddProtocolAction, addProtocol } from 'maplibre-gl'
import { PMTiles, type RangeResponse, type Source } from 'pmtiles'

class WholeFile implements Source {
  #url: string
  #data: Promise<ArrayBuffer> | undefined

  constructor(url: string) {
    this.#url = url
  }

  getKey(): string {
    return this.#url
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    this.#data ??= this.#fetch()
    return { data: (await this.#data).slice(offset, offset + length) }
  }

  async #fetch(): Promise<ArrayBuffer> {
    const response = await fetch(this.#url)
    if (!response.ok) {
      this.#data = undefined
      throw new Error(`the base map does not load: ${response.status}`)
    }
    return response.arrayBuffer()
  }
}

let archive: PMTiles | undefined

const answer: AddProtocolAction = async (request) => {
  if (!archive) throw new Error('the land archive is not open')
  const tile = /^land:\/\/tile\/(\d+)\/(\d+)\/(\d+)$/.exec(request.url)
  if (!tile) {
    const header = await archive.getHeader()
    return { data: { tilejson: '3.0.0', tiles: ['land://tile/{z}/{x}/{y}'], minzoom: header.minZoom, maxzoom: header.maxZoom } }
  }
  const [z, x, y] = tile.slice(1).map(Number) as [number, number, number]
  const found = await archive.getZxy(z, x, y)
  return { data: found?.data ?? new ArrayBuffer(0) }
}

/** Makes the addresses land://archive and land://tile/z/x/y known to the chart. */
export function registerLand(): void {
  archive = new PMTiles(new WholeFile(new URL('./chart/land.pmtiles', document.baseURI).href))
  addProtocol('land', answer)
}
