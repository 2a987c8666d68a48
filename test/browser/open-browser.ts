import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Debian's Chromium, or another one that is there. @throws where there is none, with what to do */
export function openBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place))
  if (executablePath === undefined)
    throw new Error('There is no Chromium here. On Debian: apt-get install chromium')
  // Its sandbox needs what containers do not give; nothing is opened but our own pages.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** A page, and everything that it complained of: refusals of the content security policy, errors of scripts. */
export interface WatchedPage {
  readonly page: Page
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context: BrowserContext = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  // For what never comes to pass: whatever a machine does besides must not fail a test.
  page.setDefaultTimeout(120_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return { page, complaints, close: () => context.close() }
}

/** As people use it. */
export const desktop = { viewport: { width: 1280, height: 800 } } as const
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const
