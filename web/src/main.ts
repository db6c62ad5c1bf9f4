import { mount } from 'svelte'
import { guardScripts } from './security/trusted_types'
import { Room } from './state/room.svelte'
import { takeAddressBack } from './state/way_back'
import './theme/page.css'
import App from './ui/App.svelte'

guardScripts()
takeAddressBack()
const target = document.getElementById('app')
if (!target) throw new Error('the page has no place for the room')
mount(App, { target, props: { room: new Room() } })
