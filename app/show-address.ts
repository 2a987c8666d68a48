import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const fileIn = (dataFolder: string): string => path.join(dataFolder, 'credentials', 'setup-address')

interface Terminal {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

/**
 * Shows the set-up's address on the terminal. Where output goes into a file or to a collector of logs, whoever reads those could
 * take the App over: the address is then in a file for this account alone, and only that file's name is printed.
 */
export function showAddress(
  address: string,
  { dataFolder, terminals }: { readonly dataFolder: string; readonly terminals: readonly Terminal[] },
): void {
  const terminal = terminals.find(({ isTTY }) => isTTY === true)
  if (terminal) {
    terminal.write(
      `\nNo GitHub App is set up yet. Open this address, once, within an hour:\n\n  ${address}\n\n`,
    )
    return
  }
  const file = fileIn(dataFolder)
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  rmSync(file, { force: true })
  writeFileSync(file, `${address}\n`, { mode: 0o600, flag: 'wx' })
  terminals[0]?.write(
    `No GitHub App is set up yet. The address of the set-up, good once and for an hour, is in ${file}\n`,
  )
}

/** Removes what is of no use any more. */
export const forgetAddress = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true })
