import { z } from 'zod'
import { askAsPerson, isRefused } from './ask-as-person.ts'

/** A person of GitHub, by their own token. */
export interface Caller {
  readonly githubId: number
  readonly login: string
}

/** What somebody's own token says of them; each asked once, and nothing is remembered. @throws where GitHub does not answer */
export interface CallerReading {
  /** undefined: the token is nobody's, or no person's. */
  readonly who: () => Promise<Caller | undefined>
  /** undefined: there is none, or none that they see, which GitHub does not tell apart. */
  readonly sees: (owner: string, repository: string) => Promise<SeenRepository | undefined>
}

export interface SeenRepository {
  readonly githubId: number
  /** Whether the whole world sees it. */
  readonly isPublic: boolean
}

export interface CallerOptions {
  /** `https://api.github.com`; the token is sent there and nowhere else. */
  readonly apiUrl: string
  readonly token: string
  readonly signal: AbortSignal
}

const person = z.object({ id: z.number().int(), login: z.string(), type: z.string() })
const repository = z.object({ id: z.number().int(), private: z.boolean() })

/** Asks GitHub with somebody's own token. It only reads, as the guard sees to. */
export function openCaller({ apiUrl, token, signal }: CallerOptions): CallerReading {
  const ask = askAsPerson({ apiUrl, token })
  const get = (path: string): Promise<Response> => ask(path, signal)
  return {
    who: async () => {
      const response = await get('/user')
      if (isRefused(response)) return undefined
      const read = person.parse(await bodyOf(response))
      return read.type === 'User' ? { githubId: read.id, login: read.login } : undefined
    },
    sees: async (owner, name) => {
      const response = await get(`/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`)
      if (isRefused(response) || response.status === 404 || response.status === 451) return undefined
      const read = repository.parse(await bodyOf(response))
      return { githubId: read.id, isPublic: !read.private }
    },
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.ok) return response.json()
  await response.body?.cancel()
  throw new Error(`GitHub answered ${response.status}`)
}
