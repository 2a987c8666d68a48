import type { Remote } from './fetch-environment.ts'
import type { MirrorProblem } from './update-mirror.ts'

const longestWait = 20_000

/**
 * Why git could not fetch. git ends with the same status whatever happened, and nothing branches on what it says; so the first
 * request of a fetch is made once more, and its status tells. Source: gitprotocol-http(5).
 */
export async function whyUnreachable({ url, token }: Remote, signal: AbortSignal): Promise<MirrorProblem> {
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64')
  try {
    const response = await fetch(`${url}/info/refs?service=git-upload-pack`, {
      headers: { authorization: `Basic ${credentials}`, 'git-protocol': 'version=2' },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestWait)]),
    })
    await response.body?.cancel()
    return problemOf(response.status)
  } catch {
    signal.throwIfAborted()
    return unreachable('It could not be reached.')
  }
}

const unreachable = (why: string): MirrorProblem => ({ code: 'unreachable', why })

function problemOf(status: number): MirrorProblem {
  if (status === 401 || status === 403 || status === 404)
    return { code: 'refused', why: `GitHub refused to let its content be read (status ${status}).` }
  if (status >= 300 && status < 400)
    return { code: 'refused', why: 'It has another address now, and redirects are not followed.' }
  if (status >= 400) return unreachable(`GitHub failed with status ${status}.`)
  return { code: 'interrupted', why: 'The connection broke off before all of it had come.' }
}
