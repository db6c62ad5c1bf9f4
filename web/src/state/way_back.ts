// Who signs in at a provider leaves the page: what its address held is kept until they return.

const KEY = 'marsad.way_back'

export function leaveAddress(): void {
  try {
    sessionStorage.setItem(KEY, location.hash.replace(/^#/, ''))
  } catch {
    // a browser that keeps nothing opens the page as for a newcomer
  }
}

/** Puts back what was left, beside what the room says about the sign-in. To be called before the address is read. */
export function takeAddressBack(): void {
  try {
    const left = sessionStorage.getItem(KEY)
    if (left === null) return
    sessionStorage.removeItem(KEY)
    const told = location.hash.replace(/^#/, '')
    history.replaceState(history.state, '', `#${[left, told].filter(Boolean).join('&')}`)
  } catch {
    // as above
  }
}
