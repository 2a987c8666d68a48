import { existsSync } from 'node:fs'
import type * as Server from '../../app/program.ts'
import { AppError } from '../../scanner/errors.ts'
import { checkNode } from './check-node.ts'

/**
 * `gatehouse serve`: the same as `npm start`, and it ends the process itself. The published package holds no server: its
 * private PostgreSQL, its threads and the version of its rules are found beside the source.
 */
export async function serve(): Promise<void> {
  checkNode()
  // A name that the build cannot follow, which would pack half a server.
  const program = new URL(['..', '..', 'app', 'program.ts'].join('/'), import.meta.url)
  if (!existsSync(program)) {
    throw new AppError('usage', 'The server is not in this package.', {
      todo: 'Run it from a checkout of the repository: `npm ci`, then `npm start` or `npm run gatehouse -- serve`.',
    })
  }
  // The command line would end the process before the server's log has said why.
  process.removeAllListeners('uncaughtException')
  // oxlint-disable-next-line no-unsafe-type-assertion -- the file above, whose name must not be followed
  const { runProgram } = (await import(program.href)) as typeof Server
  await runProgram()
}
