import { mount } from 'svelte'
import { guardScripts } from './security/trusted_types'
import { Moment } from './state/moment.svelte'
import { Room } from './state/room.svelte'
import { takeAddressBack } from './state/way_back'
import './theme/page.css'
import App from './ui/App.svelte'

guardScripts()
takeAddressBack()
const target = document.getElementById('app')
if (!target) throw new Error('the page has no place for the room')
const lookBack = new URLSearchParams(location.search).get('past')
const startMs = lookBack === null || window.parent === window ? NaN : Number(lookBack)
mount(App, { target, props: { room: new Room(Number.isFinite(startMs) ? new Moment(startMs) : null) } })
