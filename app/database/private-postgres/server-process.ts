import { spawn } from 'node:child_process'
import type { Account } from './account.ts'

/**
 * Runs a server that ends when its parent does, however that ends: a parent that is killed cannot end anything itself, but
 * its end of a pipe closes. SIGINT is PostgreSQL's fast shutdown: it ends sessions and loses nothing.
 */
const script = `
exec 3<&0
"$@" < /dev/null 3<&- &
server=$!
{ cat <&3 > /dev/null; kill -INT $server; } &
watcher=$!
exec 3<&-
wait $server
code=$?
kill $watcher 2> /dev/null
exit $code
`

export interface ServerProcess {
  /** Resolves with the last lines that it printed, when it has ended. */
  readonly ended: Promise<string>
  /** Tells it to end, and waits until it has. */
  readonly stop: () => Promise<void>
}

/** How much of what it prints is kept to explain its end. */
const keptOutput = 4000

/** @param onOutput called with each piece of what it prints */
export function startServer(
  command: readonly string[],
  account: Account | undefined,
  onOutput: (text: string) => void,
): ServerProcess {
  const child = spawn('/bin/sh', ['-c', script, 'sh', ...command], {
    cwd: '/',
    // A session of its own: Ctrl-C in a terminal is for the parent, which ends the server after its last statement.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    ...(account && { uid: account.uid, gid: account.gid }),
  })
  let output = ''
  const listen = (piece: Buffer): void => {
    output = (output + piece.toString('utf8')).slice(-keptOutput)
    onOutput(piece.toString('utf8'))
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  // It ended before we told it to; `ended` says why.
  child.stdin.on('error', () => {})
  const ended = new Promise<string>((resolve) => {
    child.on('close', () => resolve(output.trim()))
    child.on('error', (error) => resolve(error.message))
  })
  const stop = async (): Promise<void> => {
    child.stdin.end()
    await ended
  }
  return { ended, stop }
}
