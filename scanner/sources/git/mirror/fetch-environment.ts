import { devNull } from 'node:os'
import { networkEnvironment } from '../environment.ts'

/** How a repository elsewhere is reached. */
export interface Remote {
  /** `https://github.com/acme/shop.git`; `http` only to this machine itself. */
  readonly url: string
  readonly token: string
}

/** Slower than this many bytes a second for so many seconds is no answer any more. */
const slowest = { bytes: 1000, seconds: 60 }

/**
 * The environment of a git that talks to another machine. It holds the token, and nothing else does: environments are read by the
 * same account only, where command lines are read by everybody and configuration files stay. Configuration comes from here alone.
 * Source: git-config(1), `GIT_CONFIG_COUNT` and `http.<url>.*`.
 * @param home an empty folder
 */
export function fetchEnvironment(gitDirectory: string, home: string, remote: Remote): Record<string, string> {
  const { origin } = new URL(remote.url)
  const credentials = Buffer.from(`x-access-token:${remote.token}`).toString('base64')
  const settings: readonly (readonly [string, string])[] = [
    [`http.${origin}/.extraHeader`, `Authorization: Basic ${credentials}`],
    // Wherever a redirect leads, the header would go there too; and addresses are asked for anew each time.
    ['http.followRedirects', 'false'],
    ['http.lowSpeedLimit', String(slowest.bytes)],
    ['http.lowSpeedTime', String(slowest.seconds)],
    ['credential.helper', ''],
    ['core.hooksPath', devNull],
    ['core.askPass', ''],
    // Objects stay in the pack they come in, where our readers find them.
    ['fetch.unpackLimit', '1'],
    // git hashes every object it receives, and so knows that it is what it is called. `fsckObjects` would refuse as well what is
    // merely odd, as commits of old tools are, and a repository with an odd commit is not to escape the scan.
    ['transfer.fsckObjects', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['fetch.writeCommitGraph', 'false'],
    ['fetch.bundleURI', ''],
    ['transfer.bundleURI', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['index.threads', '1'],
    ['pack.threads', '1'],
    ['core.bigFileThreshold', '16m'],
  ]
  return {
    ...networkEnvironment(),
    ...configured(settings),
    HOME: home,
    XDG_CONFIG_HOME: home,
    LC_ALL: 'C',
    GIT_DIR: gitDirectory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: isThisMachine(remote.url) ? 'https:http' : 'https',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_TERMINAL_PROMPT: '0',
  }
}

function configured(settings: readonly (readonly [string, string])[]): Record<string, string> {
  const named = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(named) }
}

/** Whether an address is taken: https, and http to this machine, where nobody listens in between. Never one with credentials. */
export function isRemoteUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password, search, hash } = new URL(url)
  const isPlain = username === '' && password === '' && search === '' && hash === ''
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && isThisMachine(url)))
}

const isThisMachine = (url: string): boolean =>
  /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(url).hostname)
