// `npm run screenshots`: every page of the console over the demo's enforced organization, light and dark, into docs/images/.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { runActs } from '../demo/acting/run-acts.ts'
import { desktop, openBrowser, openPage } from './open-browser.ts'
import { signInAs } from './sign-in.ts'

const folder = path.join(import.meta.dirname, '../../docs/images')
const shown = [
  ['overview', '/'],
  ['repositories', '/repositories'],
  ['repository', '/repositories/1'],
  ['requests', '/requests'],
  ['findings', '/findings'],
  ['policy', '/policy'],
  ['audit', '/audit'],
  ['settings', '/settings'],
] as const

mkdirSync(folder, { recursive: true })
const print = (text: string): void => void process.stdout.write(text)
const { missed, address, close } = await runActs({ print, signal: new AbortController().signal })
const browser = await openBrowser()
try {
  if (missed.length > 0) throw new Error(missed.join('\n'))
  for (const colorScheme of ['light', 'dark'] as const) {
    const watched = await openPage(browser, { ...desktop, colorScheme })
    await signInAs(watched.page, address, 'freya')
    for (const [name, at] of shown) {
      await watched.page.goto(address + at)
      await watched.page.waitForLoadState('networkidle')
      await watched.page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`) })
      print(`${name}, ${colorScheme}\n`)
    }
    await watched.close()
  }
} finally {
  await browser.close()
  await close()
}
