import type { Feed } from '../live/messages'

/** How a feed is marked: colour and shape of its dot. */
export function feedLook(feed: Feed, linkIsDown: boolean): 'good' | 'waiting' | 'failed' {
  if (linkIsDown || feed.state === 'failed' || feed.state === 'dead') return 'failed'
  return feed.state === 'connected' || feed.state === 'ended' ? 'good' : 'waiting'
}
