import { spawn } from 'node:child_process'

/** Nothing of the machine's own configuration, and no question to anybody. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
}

export interface GitRun {
  readonly input?: string | Buffer
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs git in `folder`; what it printed, or an error with what it complained of. */
export function runGit(
  folder: string,
  args: readonly string[],
  { input = '', environment = {} }: GitRun = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: { ...gitEnvironment, ...environment } })
    const output: Buffer[] = []
    const complaints: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output))
      else reject(new Error(`git ${args.join(' ')}: ${Buffer.concat(complaints).toString('utf8').trim()}`))
    })
    // git may end before it has read everything, as for an object that is not there.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
