import { gzipSync } from 'node:zlib'
import { openBrowser, openPage, desktop } from '../../test/browser/open-browser.ts'
import type { Aim } from '../speed/aims.ts'
import { below, percentile } from './limits.ts'

/** Where a page is, and a text that stands on it once what it is for is there. */
const pages: Readonly<Record<string, { readonly path: string; readonly shows: RegExp }>> = {
  Overview: { path: '/', shows: /of [\d,]+ repositories/ },
  Repositories: { path: '/repositories', shows: /organization-\d+\/repository-/ },
  Repository: { path: '/repositories/4242', shows: /Decision.*How Claude reaches it/ },
  Requests: { path: '/requests?show=open', shows: /organization-\d+\/repository-/ },
  Findings: { path: '/findings', shows: /A token/ },
  Policy: { path: '/policy', shows: /mode: observe/ },
  Audit: { path: '/audit', shows: /Details of event \d+/ },
  Settings: { path: '/settings', shows: /Nothing is enforced yet/ },
  People: { path: '/settings/people?organization=1', shows: /API tokens/ },
}
const runs = 5
const mostMs = 1000
const mostFirstLoadKb = 250

/** From the address to a page that shows what it is for and whose browser is idle, each time as somebody who comes for the first time. */
export async function measurePages(address: string, signIn: () => Promise<string>): Promise<readonly Aim[]> {
  console.log('\npages, with nothing kept by the browser')
  const browser = await openBrowser()
  try {
    const aims: Aim[] = []
    let script = 0
    for (const [name, { path, shows }] of Object.entries(pages)) {
      const took: number[] = []
      for (let run = 0; run <= runs; run += 1) {
        const { page, close } = await openPage(browser, desktop)
        await page.context().addCookies([{ name: 'gatehouse', value: await signIn(), url: address }])
        let bytes = 0
        const counted: Promise<unknown>[] = []
        page.on('response', (response) => {
          if (!/\.js($|\?)/.test(response.url())) return
          counted.push(response.body().then((body) => (bytes += gzipSync(body).length)))
        })
        await page.addInitScript({ content: tellWhenUsable(shows) })
        await page.goto(address + path)
        const at = await page.waitForFunction((): unknown => Reflect.get(globalThis, 'usableAt'))
        // The first is not counted: it brings the database and the program into memory.
        if (run > 0) took.push(Number(await at.jsonValue()))
        await Promise.all(counted)
        if (path === '/') script = bytes
        await close()
      }
      aims.push(below(`page: ${name}`, mostMs, percentile(took)))
    }
    const kilobytes = script / 1000
    console.log(`  first load: ${kilobytes.toFixed(0)} KB of compressed JavaScript`)
    const what = `first load: below ${mostFirstLoadKb} KB of compressed JavaScript`
    return [...aims, { what, reached: kilobytes < mostFirstLoadKb, found: `${kilobytes.toFixed(0)} KB` }]
  } finally {
    await browser.close()
  }
}

/** What runs in the page before its own scripts: notes when what is looked for is there and nothing else is left to do. */
const tellWhenUsable = (shows: RegExp): string => `
  const look = () => {
    if (!${String(shows)}.test(document.querySelector('main')?.textContent ?? '')) return requestAnimationFrame(look)
    requestIdleCallback(() => { globalThis.usableAt = performance.now() })
  }
  look()`
