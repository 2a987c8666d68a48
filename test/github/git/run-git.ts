import { buffer } from 'node:stream/consumers'
import { startGit } from '../../git-starter/start-git.ts'

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
export async function runGit(
  folder: string,
  args: readonly string[],
  { input = '', environment = {} }: GitRun = {},
): Promise<Buffer> {
  const git = await startGit({
    args,
    folder,
    environment: { ...gitEnvironment, ...environment },
    hasInput: input.length > 0,
  })
  git.input?.end(input)
  const [output, { code, complaints }] = await Promise.all([buffer(git.output), git.ended])
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${complaints.trim()}`)
  return output
}
