import { setTimeout as wait } from 'node:timers/promises'

await wait(Number(process.env['WAIT']))
console.log('nothing left to wait for')
