import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { askFor } from '../once-for-all.ts'
import { openBrowser, openPage, type WatchedPage } from './open-browser.ts'
import { startStubServer, type StubServer } from './stub-server.ts'

export interface StubConsole {
  readonly address: string
  /** Where the built console lies. */
  readonly folder: string
  /** What was answered to requests so far. */
  readonly answers: readonly unknown[]
  /** What was found about emergencies so far. */
  readonly reviews: readonly unknown[]
  /** What was waived so far. */
  readonly waived: readonly unknown[]
  /** What was said of approvals that are to be confirmed so far. */
  readonly confirmations: readonly unknown[]
  /** What was decided about answers to findings so far: `confirm 3`. */
  readonly decided: readonly string[]
  /** Keys of Claude's that were entered so far, by their ends. */
  readonly claudeKeys: readonly string[]
  readonly open: (options?: BrowserContextOptions) => Promise<WatchedPage>
  /** Goes to a page, and waits until it has what it asks for. */
  readonly goTo: (page: Page, path: string) => Promise<void>
}

/** One console over the stub API, and one browser, for all tests of a file. */
export function useStubConsole(): StubConsole {
  let folder: string
  let browser: Browser
  let server: StubServer
  beforeAll(async () => {
    folder = String(await askFor(inject('consoleAddress')))
    server = await startStubServer(folder)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
  return {
    get address() {
      return server.address
    },
    get folder() {
      return folder
    },
    get answers() {
      return server.answers
    },
    get claudeKeys() {
      return server.claudeKeys
    },
    get reviews() {
      return server.reviews
    },
    get waived() {
      return server.waived
    },
    get confirmations() {
      return server.confirmations
    },
    get decided() {
      return server.decided
    },
    open: (options) => openPage(browser, options),
    goTo: async (page, path) => {
      await page.goto(server.address + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
    },
  }
}
