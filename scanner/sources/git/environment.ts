import { accessSync, constants, statSync } from 'node:fs'
import { devNull } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { env, platform } from 'node:process'
import { AppError } from '../../errors.ts'

/**
 * The whole environment of every git process that touches a scanned repository; nothing is inherited but PATH.
 *
 * Together with the private git directory (private-directory.ts) it keeps git from reading any configuration: not the
 * scanned repository's (its git directory is never named to git), not the user's or the system's. So there is no hook,
 * filter, text converter, pager, fsmonitor, credential helper, ssh command or include that could run.
 * Sources: git(1) "Environment Variables", git-config(1), gitattributes(5).
 */
export function gitEnvironment(gitDirectory: string, home: string): Record<string, string> {
  return {
    ...systemVariables(),
    PATH: safePath().join(delimiter),
    // Before 2.32 git knows no GIT_CONFIG_GLOBAL; an empty home does the same there.
    HOME: home,
    XDG_CONFIG_HOME: home,
    LC_ALL: 'C',
    GIT_DIR: gitDirectory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // The only transport allowed is one that does not exist: not even a lazy fetch of an older git gets out.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_DISABLE_UNTRACKED_CACHE: '1',
    GIT_LITERAL_PATHSPECS: '1',
  }
}

/** What the one command that talks to other machines may see besides: the user's own set-up for reaching them. */
export function cloneEnvironment(): Record<string, string> {
  const kept: Record<string, string> = { ...systemVariables(), PATH: safePath().join(delimiter), LC_ALL: 'C' }
  for (const name of userVariables) {
    const value = env[name]
    if (value !== undefined) kept[name] = value
  }
  return kept
}

/** What a program without a user sees of how other machines are reached: proxies and certificates. */
export function networkEnvironment(): Record<string, string> {
  const kept: Record<string, string> = { ...systemVariables(), PATH: safePath().join(delimiter) }
  for (const name of networkVariables) {
    const value = env[name]
    if (value !== undefined) kept[name] = value
  }
  return kept
}

const networkVariables = [
  'GIT_SSL_CAINFO',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
] as const

const userVariables = [
  'HOME',
  'USER',
  'LOGNAME',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'SSH_AUTH_SOCK',
  'SSH_ASKPASS',
  'GIT_ASKPASS',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  ...networkVariables,
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
] as const

/**
 * The absolute path of git.
 * @throws AppError `git-missing`
 */
export function findGit(): string {
  const name = platform === 'win32' ? 'git.exe' : 'git'
  for (const directory of safePath()) {
    const candidate = join(directory, name)
    if (isProgram(candidate)) return candidate
  }
  throw new AppError('git-missing', 'There is no git on the PATH.')
}

/** PATH without relative entries: those would look for programs in the folder the user happens to be in. */
function safePath(): readonly string[] {
  return (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((entry) => isAbsolute(entry))
}

/** Windows starts no program without these. */
function systemVariables(): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of ['SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR']) {
    const value = env[name]
    if (value !== undefined) kept[name] = value
  }
  return kept
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    // Not there or not ours to run: the next entry of PATH may have it.
    return false
  }
}
