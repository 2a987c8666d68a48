import { CommanderError } from 'commander'
import { AppError } from '../scanner/errors.ts'
import { createTextMask, type MaskText } from '../scanner/engine/mask-text.ts'
import { compileLater } from '../scanner/pool/scan-rules.ts'
import { escapeTerminal } from '../report/escape/terminal.ts'
import { describeBug } from './describe-bug.ts'
import { readEnvironment } from './environment.ts'
import { exitCodes } from './exit-code.ts'
import { createProgram } from './program.ts'
import { processSurroundings, type Surroundings } from './surroundings.ts'

/**
 * Runs the command line.
 * @param args without the program's name
 * @param entry the file that was started; threads start with it too
 * @returns the exit code
 */
export async function main(
  args: readonly string[],
  entry: URL,
  surroundings: Surroundings = processSurroundings(),
): Promise<number> {
  const environment = readEnvironment(surroundings)
  // Errors quote what was given: addresses, names, lines of a file.
  const mask = createTextMask(compileLater({ userRules: [] }))
  let exitCode: number = exitCodes.clean
  const program = createProgram({ environment, args, entry, mask, end: (code) => (exitCode = code) })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    const { text, code } = describeError(error, mask)
    environment.stderr.write(text)
    return code
  }
}

function describeError(error: unknown, mask: MaskText): { readonly text: string; readonly code: number } {
  if (error instanceof CommanderError) {
    // It has written its message itself.
    return { text: '', code: error.exitCode === 0 ? exitCodes.clean : exitCodes.usage }
  }
  if (error instanceof AppError) {
    const lines = mask(error.message).split('\n')
    return { text: `error: ${lines.map(escapeTerminal).join('\n')}\n${error.todo}\n`, code: error.exit }
  }
  return { text: describeBug(error), code: exitCodes.internal }
}
