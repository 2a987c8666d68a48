import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type CommandRun, runCommand } from '../demo/acting/run-command.ts'
import { desktop, openPage, type WatchedPage } from './open-browser.ts'
import { signInAs } from './sign-in.ts'
import { type ProgramInBrowser, startProgramInBrowser } from './start-program.ts'

export interface UsedProgram extends Omit<ProgramInBrowser, 'close'> {
  /** Somebody's own window, in which they sign in where they come to it for the first time. */
  readonly as: (login: string, path: string) => Promise<Page>
  /** A window of nobody. */
  readonly stranger: () => Promise<Page>
  /** What the browser complained of so far, in any window. */
  readonly complaints: () => readonly string[]
  /** Runs `gatehouse` beside the program. */
  readonly gatehouse: (...words: readonly string[]) => Promise<CommandRun>
}

/** One program and one browser for all tests of a file. */
export function useProgram(): () => UsedProgram {
  let used: UsedProgram
  let close: (() => Promise<void>) | undefined
  beforeAll(async () => {
    const { close: end, ...started } = await startProgramInBrowser()
    close = end
    used = { ...started, ...windows(started) }
  })
  afterAll(() => close?.())
  return () => used
}

function windows({
  browser,
  program: { address, environment },
}: Pick<UsedProgram, 'browser' | 'program'>): Omit<UsedProgram, keyof ProgramInBrowser> {
  const opened: WatchedPage[] = []
  const people = new Map<string, Page>()
  const open = async (): Promise<Page> => {
    const watched = await openPage(browser, desktop)
    opened.push(watched)
    return watched.page
  }
  return {
    as: async (login, path) => {
      const known = people.get(login)
      if (known) {
        await known.goto(address + path)
        return known
      }
      const page = await open()
      people.set(login, page)
      await signInAs(page, address, login, path)
      return page
    },
    stranger: open,
    complaints: () => opened.flatMap(({ complaints }) => complaints),
    gatehouse: (...words) => runCommand(environment, words),
  }
}
